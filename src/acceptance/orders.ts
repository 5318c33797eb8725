/** The orders that an agent is given once it is heard of, as Ironic gives them. */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AgentClient } from "../conductor/agent-client.js";
import { type Heartbeat, type NodeSettings, nodeObject } from "../conductor/protocol.js";
import type { Firmware } from "./machine.js";
import type { Answer } from "./observations.js";

export interface Orders {
  wrongToken: Answer | null;
  cleanSteps: Answer | null;
  bootEntries: Answer | null;
  writeImage: Answer | null;
  powerOff: Answer | null;
}

export interface AgentPlace {
  readonly heartbeat: Heartbeat;
  readonly token: string;
  /** The node that the agent was told to be. */
  readonly node: Pick<NodeSettings, "properties" | "uuid">;
  readonly firmware: Firmware["kind"];
  /** The disk image that it has to write, and where it gets it from. */
  readonly image: { readonly url: string; readonly sha256: string };
  readonly reachedAt: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

/** An agent is asked so often what became of its end. */
const ASK_MILLISECONDS = 2000;

/** It takes away the boot entries with such a name: none. The agent asks efibootmgr for them all. */
const LOOK_THROUGH_ENTRIES = {
  interface: "deploy",
  step: "clean_uefi_nvram",
  args: { match_patterns: ["^no entry has this name$"] },
};

/** As Ironic tells an agent of a whole disk to write. */
function imageInfo({ sha256, url }: AgentPlace["image"]): object {
  return {
    id: "ipa-image-test",
    urls: [url],
    disk_format: "qcow2",
    image_type: "whole-disk",
    os_hash_algo: "sha256",
    os_hash_value: sha256,
    stream_raw_images: false,
  };
}

/** A stranger's order first; switching off last. Every answer is in `into` as soon as it is there. Never throws. */
export async function giveOrders(
  place: AgentPlace,
  into: Orders,
  onOrder: (name: string) => void,
): Promise<void> {
  const client = new AgentClient(place);
  // It stands in the agent's log, where nobody shall take it for the real one.
  const stranger = new AgentClient({ ...place, token: `stranger-${randomBytes(32).toString("hex")}` });
  const ask = (whom: AgentClient, name: string, params: object): Promise<Answer> => {
    onOrder(name);
    return whom.command(name, params).catch((error: Error) => ({ error: error.message }));
  };
  const node = { node: nodeObject(place.node), ports: [] };
  into.wrongToken = await ask(stranger, "clean.get_clean_steps", node);
  into.cleanSteps = await ask(client, "clean.get_clean_steps", node);
  if (place.firmware === "uefi")
    into.bootEntries = await ask(client, "clean.execute_clean_step", { step: LOOK_THROUGH_ENTRIES, ...node });
  into.writeImage = await ask(client, "standby.prepare_image", { image_info: imageInfo(place.image) });
  // The machine may be off before the agent has answered.
  into.powerOff = { error: "no answer" };
  into.powerOff = await ask(client, "standby.power_off", {});
  await follow(client, into, place.signal);
}

/** An order that fails later leaves a machine that is never off: better to be told than to wait for it. */
async function follow(client: AgentClient, into: Orders, signal: AbortSignal): Promise<void> {
  while (into.powerOff !== null && "status" in into.powerOff && into.powerOff.status === "RUNNING") {
    await delay(ASK_MILLISECONDS, undefined, { signal }).catch(() => null);
    const later = await client.later(into.powerOff).catch(() => null);
    // It does not answer any more, as it should not.
    if (later === null) return;
    into.powerOff = later;
  }
}

/** The order to switch off was not carried out, and will not be. */
export function hasFailed(answer: Answer | null): boolean {
  return answer !== null && "status" in answer && answer.status === "FAILED";
}
