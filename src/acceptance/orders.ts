/** The orders that an agent is given once it is heard of, as Ironic gives them. */
import { randomBytes } from "node:crypto";
import { AgentClient } from "../conductor/agent-client.js";
import type { Heartbeat } from "../conductor/protocol.js";
import type { Answer } from "./observations.js";

export interface Orders {
  wrongToken: Answer | null;
  cleanSteps: Answer | null;
  powerOff: Answer | null;
}

export interface AgentPlace {
  readonly heartbeat: Heartbeat;
  readonly token: string;
  readonly reachedAt: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

/** A stranger's order first; switching off last. Every answer is in `into` as soon as it is there. Never throws. */
export async function giveOrders(
  place: AgentPlace,
  into: Orders,
  onOrder: (name: string) => void,
): Promise<void> {
  const ask = (name: string, params: object, token: string): Promise<Answer> => {
    onOrder(name);
    return new AgentClient({ ...place, token })
      .command(name, params)
      .catch((error: Error) => ({ error: error.message }));
  };
  const node = { node: {}, ports: [] };
  into.wrongToken = await ask("clean.get_clean_steps", node, randomBytes(32).toString("hex"));
  into.cleanSteps = await ask("clean.get_clean_steps", node, place.token);
  // The machine may be off before the agent has answered.
  into.powerOff = { error: "no answer" };
  into.powerOff = await ask("standby.power_off", {}, place.token);
}
