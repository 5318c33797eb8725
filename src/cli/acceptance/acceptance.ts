/** Goes the ways of a test one after the other, and then down to the memory floor. */
import { checksNotRun, checksOf } from "../../acceptance/checks.js";
import { causeIn } from "../../acceptance/console.js";
import { type Machine, standardMachine } from "../../acceptance/machine.js";
import { type FloorStep, findMemoryFloor, type MemoryFloor } from "../../acceptance/memory-floor.js";
import type { WayReport } from "../../acceptance/report.js";
import { type Trial, type TrialEvent, tryImage } from "../../acceptance/trial.js";
import { firmwareKind, type Plan } from "./ways.js";

export interface AcceptanceOptions {
  readonly qemu: string;
  readonly memoryMegabytes: number;
  readonly append: string;
  readonly kvm: boolean;
  readonly heartbeatSeconds: number;
  readonly signal: AbortSignal;
  /** What is going on, a line at a time. */
  readonly say: (line: string) => void;
  /** Makes what takes the lines of one console, as they come. */
  readonly keepConsole: (name: string) => (line: string) => void;
}

/** Lines of the console below a way that failed. */
const SHOWN = 20;

export class Acceptance {
  agentVersion: string | null = null;
  /** Trials with the most memory, by way: the search for the floor begins with what is known. */
  readonly #known = new Map<string, Trial>();

  constructor(readonly options: AcceptanceOptions) {}

  async goWays(plans: readonly Plan[]): Promise<readonly WayReport[]> {
    const ways: WayReport[] = [];
    for (const plan of plans) {
      if (this.options.signal.aborted) break;
      ways.push(await this.#go(plan));
    }
    return ways;
  }

  async findFloor(plan: Plan, grain: number): Promise<MemoryFloor> {
    const { memoryMegabytes, say, signal } = this.options;
    return findMemoryFloor(memoryMegabytes, grain, async (megabytes) => {
      if (signal.aborted) return { works: false, detail: "interrupted" };
      const known = megabytes === memoryMegabytes ? this.#known.get(plan.way) : undefined;
      if (known !== undefined) return floorStep(known);
      say(`${plan.way}: with ${megabytes} MiB`);
      const trial = await this.#attempt(plan, megabytes, "heartbeat", `${plan.way}-${megabytes}`);
      return floorStep(trial);
    });
  }

  async #go(plan: Plan): Promise<WayReport> {
    const { memoryMegabytes, say } = this.options;
    const { way, words } = plan;
    const machine = standardMachine(memoryMegabytes);
    if ("missing" in plan) {
      const checks = checksNotRun(machine, firmwareKind(way), plan.missing);
      return { way, words, memoryMegabytes, seconds: null, checks, console: [] };
    }
    say(`${way}: ${words}, ${memoryMegabytes} MiB`);
    const trial = await this.#attempt(plan, memoryMegabytes, "power-off", way);
    this.#known.set(way, trial);
    const { console, observations } = trial;
    this.agentVersion ??= observations.heartbeat?.version ?? null;
    const checks = checksOf(observations);
    const hasFailed = checks.some(({ status }) => status === "failed");
    const shown = hasFailed ? console.slice(-SHOWN) : [];
    return { way, words, memoryMegabytes, seconds: observations.seconds, checks, console: shown };
  }

  async #attempt(
    plan: Plan,
    megabytes: number,
    until: "power-off" | "heartbeat",
    name: string,
  ): Promise<Trial> {
    if ("missing" in plan) throw new Error(`${plan.way}: ${plan.missing}`);
    const { append, heartbeatSeconds, keepConsole, kvm, qemu, say, signal } = this.options;
    return tryImage({
      machine: until === "heartbeat" ? withoutBmc(standardMachine(megabytes)) : standardMachine(megabytes),
      source: plan.source,
      firmware: plan.firmware,
      append,
      kvm,
      qemu,
      until,
      seconds: { heartbeat: heartbeatSeconds, powerOff: heartbeatSeconds },
      signal,
      onLine: keepConsole(name),
      onEvent: (event) => say(`${plan.way}: ${eventText(event)}`),
    });
  }
}

/** The agent asks a BMC for an address on eleven channels, which takes longer than all else, and no memory. */
function withoutBmc(machine: Machine): Machine {
  return { ...machine, hasBmc: false };
}

function floorStep({ observations }: Trial): Omit<FloorStep, "megabytes"> {
  const { ending, findings, gaveUp, heartbeat, seconds } = observations;
  if (heartbeat !== null)
    return { works: true, detail: `heartbeat after ${seconds.heartbeat?.toFixed(1)} s` };
  const cause = causeIn(findings);
  return {
    works: false,
    detail: cause ?? gaveUp ?? (ending.kind === "failed" ? ending.message : ending.kind),
  };
}

const MILESTONES = {
  kernel: "the kernel starts",
  firstRequest: "the agent's first request",
  inspection: "the inventory",
  lookup: "lookup",
  heartbeat: "heartbeat",
  powerOff: "off",
} as const;

function eventText(event: TrialEvent): string {
  return event.type === "order"
    ? `order ${event.name}`
    : `${MILESTONES[event.name]} after ${event.seconds.toFixed(1)} s`;
}
