/** One event of each type, and one change of each kind: a new one that is not here does not compile. */
import type { ImageEvent } from "../../../src/buildroot/incremental/events.js";
import { type Change, digestOf, taskId } from "../../../src/scheduler/index.js";
import { NOON } from "./story.js";

const id = taskId("busybox");
const time = NOON + 1;
const log = "/out/log/build.log";

export const CHANGES: { readonly [K in Change["kind"]]: Extract<Change, { kind: K }> } = {
  first: { kind: "first" },
  inputs: {
    kind: "inputs",
    differences: [{ name: "BR2_OPTIMIZE_S", before: "n", after: "y" }],
    results: [taskId("linux")],
  },
  results: { kind: "results", tasks: [taskId("linux")] },
  missing: { kind: "missing", what: "images/bzImage is gone" },
  interrupted: { kind: "interrupted", sameInputs: true },
  killed: { kind: "killed" },
  changed: { kind: "changed" },
  failed: { kind: "failed", sameInputs: false },
  asked: { kind: "asked" },
};

export const EVENTS: { readonly [T in ImageEvent["type"]]: Extract<ImageEvent, { type: T }> } = {
  "build-started": { type: "build-started", time, output: "/out", log, target: null },
  note: { type: "note", time, text: "opendev.org is out of reach: the last known commit is used" },
  "plan-made": {
    type: "plan-made",
    time,
    counts: { run: 1, perhaps: 0, fresh: 2, broken: 0, gone: 1 },
    estimate: { run: 34.5, perhaps: 0, longest: 34.5 },
    jobs: 2,
    todo: [{ id, certain: true, after: [], seconds: 34.5 }],
  },
  "task-gone": { type: "task-gone", time, id: taskId("lzo") },
  "batch-started": { type: "batch-started", time, batch: "make", ids: [id] },
  "batch-finished": { type: "batch-finished", time, batch: "make", seconds: 1.5 },
  "task-started": {
    type: "task-started",
    time,
    id,
    batch: "make",
    change: CHANGES.inputs,
    reason: ["BR2_OPTIMIZE_S: n → y"],
    estimate: null,
  },
  "task-step": { type: "task-step", time, id, step: "Building" },
  "task-line": { type: "task-line", time, id, batch: "make", text: "caf\xc3\xa9 \x1b[7mx\x1b[27m" },
  "task-finished": {
    type: "task-finished",
    time,
    id,
    seconds: 34.25,
    result: digestOf("x"),
    cutoff: false,
    changedMeanwhile: null,
  },
  "task-fresh": { type: "task-fresh", time, id },
  "task-failed": { type: "task-failed", time, id, seconds: 2, error: "exit code 2", tail: ["caf\xc3\xa9"] },
  "task-interrupted": { type: "task-interrupted", time, id, seconds: 3 },
  "task-cancelled": {
    type: "task-cancelled",
    time,
    id,
    reason: { kind: "dependency", failed: taskId("linux") },
  },
  "run-finished": {
    type: "run-finished",
    time,
    outcome: "done",
    seconds: 40,
    counts: { ran: 1, fresh: 2, failed: 0, interrupted: 0, cancelled: 0, gone: 1 },
  },
  "build-failed": { type: "build-failed", time, message: "m", exitCode: 8, task: id, log },
  "build-interrupted": { type: "build-interrupted", time, signal: "SIGINT", log },
  "build-finished": {
    type: "build-finished",
    time,
    seconds: 41,
    images: [{ name: "bzImage", bytes: 7_340_032 }],
    log,
  },
};
