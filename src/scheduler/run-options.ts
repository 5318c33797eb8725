/** What a run is given, and what it gives back. */
import type { RunCounts, SchedulerEvent } from "./events.js";
import type { PlanOptions } from "./plan.js";
import type { TaskRecord } from "./record.js";
import type { Store } from "./store.js";
import type { TaskId } from "./task.js";
import type { TaskState } from "./task-state.js";

export interface RunTasksOptions extends PlanOptions {
  readonly store: Store;
  /** How many tasks run at once, at least 1; a batch counts as one. */
  readonly jobs: number;
  /** How many tasks of a pool run at once, by its name. Batches are of no pool. */
  readonly pools?: ReadonlyMap<string, number>;
  /** After a failure, go on with all that does not depend on it. */
  readonly keepGoing?: boolean;
  readonly signal: AbortSignal;
  readonly emit: (event: SchedulerEvent) => void;
  /** For children, so that they share our job slots. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes away what a task that is no more has made; such tasks come first, one after the other, in no order. */
  readonly remove?: (id: TaskId, record: TaskRecord) => void | Promise<void>;
  /** Milliseconds since 1970 on a clock that does not go back; tests pass their own. */
  readonly now?: () => number;
}

export interface RunTasksResult {
  readonly outcome: "done" | "failed" | "interrupted";
  /** How each task ended; with `only`, no others. Empty if what gone tasks made could not be taken away. */
  readonly states: ReadonlyMap<TaskId, TaskState>;
  /** In the order in which they failed. */
  readonly failures: readonly { readonly id: TaskId; readonly error: Error }[];
  /** Inputs that changed while a task was at work: those are done again in the next run. */
  readonly changedMeanwhile: readonly { readonly id: TaskId; readonly what: string }[];
  readonly counts: RunCounts;
  readonly seconds: number;
}
