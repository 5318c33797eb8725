/**
 * Writes records for ever, and tells of each once it is on the disk: `begun a 17`, `done a 17`. Arguments: the folder,
 * the first number.
 */
import { writeSync } from "node:fs";
import { DiskStore } from "../../../src/scheduler/disk-store.js";
import { fingerprintDigest } from "../../../src/scheduler/fingerprint.js";
import { taskId } from "../../../src/scheduler/task.js";

const [folder = "", first = "0"] = process.argv.slice(2);
const store = new DiskStore({ folder });
if (store.lost() !== null) throw new Error(store.lost() ?? "");
for (let time = Number(first); ; time++) {
  const id = taskId("abcde"[time % 5] ?? "");
  // Long enough to make the journal grow and be written anew now and then.
  const fingerprint = new Map([["time", String(time % 50)]]);
  const inputs = fingerprintDigest(fingerprint);
  const record = { id, inputs, after: new Map(), result: inputs, seconds: null, time };
  for (const state of ["begun", "done"] as const) {
    store.write({ ...record, state }, fingerprint);
    writeSync(1, `${state} ${id} ${time}\n`);
  }
}
