/** The orders that an agent is given once it is heard of, as Ironic gives them. */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AgentClient } from "../conductor/agent-client.js";
import { type Heartbeat, type NodeSettings, nodeObject } from "../conductor/protocol.js";
import type { Firmware } from "./machine.js";
import { type Answer, CLEAN_ENTRIES, type Orders } from "./observations.js";

export interface AgentPlace {
  readonly heartbeat: Heartbeat;
  readonly token: string;
  /** The node that the agent was told to be. */
  readonly node: Pick<NodeSettings, "properties" | "uuid">;
  readonly firmware: Firmware["kind"];
  /** The disk image that it has to write, and where it gets it from. */
  readonly image: { readonly url: string; readonly sha256: string };
  readonly reachedAt: { readonly host: string; readonly port: number };
  /** Once aborted, the orders are not waited for, and no other is given. */
  readonly signal: AbortSignal;
}

/** An agent is asked so often what became of its end. */
const ASK_MILLISECONDS = 2000;

/** OVMF has an entry for its own menu, in a volume of the firmware: the agent has to read them all, and write. */
const CLEAN_ENTRIES_STEP = {
  interface: "deploy",
  step: CLEAN_ENTRIES,
  args: { match_patterns: ["FvFile"] },
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
  const give = async (what: keyof Orders, whom: AgentClient, name: string, params: object): Promise<void> => {
    if (place.signal.aborted) return;
    onOrder(name);
    // The machine may be off, or not be waited for any longer, before the agent has answered.
    into[what] = { error: "no answer" };
    const answer = await whom.command(name, params).catch((error: Error) => ({ error: error.message }));
    if (!place.signal.aborted) into[what] = answer;
  };
  const node = { node: nodeObject(place.node), ports: [] };
  await give("wrongToken", stranger, "clean.get_clean_steps", node);
  await give("cleanSteps", client, "clean.get_clean_steps", node);
  if (place.firmware === "uefi")
    await give("bootEntries", client, "clean.execute_clean_step", { step: CLEAN_ENTRIES_STEP, ...node });
  await give("writeImage", client, "standby.prepare_image", { image_info: imageInfo(place.image) });
  await give("powerOff", client, "standby.power_off", {});
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
