/** What was seen of one start of a machine. */
import type { CommandResult } from "../conductor/agent-client.js";
import type { Heartbeat } from "../conductor/protocol.js";
import type { Finding } from "./console.js";
import type { Firmware, Machine, Source } from "./machine.js";
import type { Ending } from "./qemu.js";

/** Seconds after the machine was switched on; null: it did not happen. */
export interface Milestones {
  /** The kernel's first line on the console. */
  readonly kernel: number | null;
  /** The agent's first request of any kind. */
  readonly firstRequest: number | null;
  readonly inspection: number | null;
  readonly lookup: number | null;
  readonly heartbeat: number | null;
  readonly powerOff: number | null;
}

/** Of a machine that was just switched on. */
export const noMilestones: Milestones = {
  kernel: null,
  firstRequest: null,
  inspection: null,
  lookup: null,
  heartbeat: null,
  powerOff: null,
};

/** An order and what became of it; `error`: no answer, or one that is no result. */
export type Answer = CommandResult | { readonly error: string };

/** The step by which the agent takes entries away; agents before 9.12 have none. */
export const CLEAN_ENTRIES = "clean_uefi_nvram";

/** What the agent said to each order; null: it was not given. */
export interface Orders {
  /** To an order with a token that is not its own. */
  wrongToken: Answer | null;
  cleanSteps: Answer | null;
  /** To the order to clean the firmware's boot entries; BIOS has none. */
  bootEntries: Answer | null;
  /** To the order to write a disk image. */
  writeImage: Answer | null;
  powerOff: Answer | null;
}

export const noOrders: Readonly<Orders> = {
  wrongToken: null,
  cleanSteps: null,
  bootEntries: null,
  writeImage: null,
  powerOff: null,
};

export interface Observations extends Readonly<Orders> {
  readonly machine: Machine;
  readonly source: Source["kind"];
  readonly firmware: Firmware["kind"];
  readonly seconds: Milestones;
  /** The cards by which the agent asked for its node; null: it did not. */
  readonly lookup: readonly string[] | null;
  readonly heartbeat: Heartbeat | null;
  /** What the agent sent of the hardware; null: nothing. */
  readonly inspection: unknown;
  /** Why requests of the agent were refused. */
  readonly refusals: readonly string[];
  /** The disk has the image's bytes now. */
  readonly isImageWritten: boolean;
  readonly ending: Ending;
  readonly findings: readonly Finding[];
  /** Why it was not waited for any longer; null: all was done. */
  readonly gaveUp: string | null;
}
