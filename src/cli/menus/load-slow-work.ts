import type { slowWork } from "./slow-work.js";

/** Reads what the first screen does not need; the second time it is there. */
export async function loadSlowWork(): Promise<typeof slowWork> {
  return (await import("./slow-work.js")).slowWork;
}
