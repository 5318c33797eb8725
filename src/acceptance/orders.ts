/** The orders that an agent is given once it is heard of, as Ironic gives them. */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AgentClient } from "../conductor/agent-client.js";
import { type Heartbeat, nodeObject } from "../conductor/protocol.js";
import type { Answer } from "./observations.js";

export interface Orders {
  wrongToken: Answer | null;
  cleanSteps: Answer | null;
  powerOff: Answer | null;
}

export interface AgentPlace {
  readonly heartbeat: Heartbeat;
  readonly token: string;
  /** The node that the agent was told to be. */
  readonly node: string;
  readonly reachedAt: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

/** An agent is asked so often what became of its end. */
const ASK_MILLISECONDS = 2000;

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
