/** All that the runner tells: one member a happening, each with its reason, so that a reader needs no other source. */
import type { TaskId } from "./task.js";

export type TaskEvent =
  | { readonly type: "task-started"; readonly task: TaskId; readonly reason: string }
  | { readonly type: "task-skipped"; readonly task: TaskId; readonly reason: string }
  | { readonly type: "task-finished"; readonly task: TaskId; readonly seconds: number }
  | { readonly type: "task-failed"; readonly task: TaskId; readonly seconds: number; readonly reason: string }
  | { readonly type: "task-cancelled"; readonly task: TaskId; readonly reason: string };

export type RunResult =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly task: TaskId; readonly error: unknown }
  | { readonly kind: "cancelled"; readonly task: TaskId };
