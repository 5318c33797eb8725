/**
 * All that a run tells: one member a happening, each complete in itself, so that a reader needs no other source. The
 * live view, the plain lines, the JSON lines and the trace are readers of these. Times are milliseconds since 1970, on
 * a clock that does not go back; durations are seconds.
 */
import type { Change } from "./change.js";
import type { Digest } from "./fingerprint.js";
import type { TaskId } from "./task.js";

export type SchedulerEvent =
  /** The first event. Tasks that perhaps run are decided as the results of those before come in. */
  | {
      readonly type: "plan-made";
      readonly time: number;
      readonly counts: PlanCounts;
      readonly estimate: PlanEstimate;
      /** How many run beside each other at most. */
      readonly jobs: number;
      /** All that run or perhaps run, in an order that respects the dependencies. */
      readonly todo: readonly PlannedTask[];
    }
  /** What a task that is no more has made is being taken away; before anything else runs. */
  | { readonly type: "task-gone"; readonly time: number; readonly id: TaskId }
  | {
      readonly type: "batch-started";
      readonly time: number;
      readonly batch: string;
      readonly ids: readonly TaskId[];
    }
  | {
      readonly type: "batch-finished";
      readonly time: number;
      readonly batch: string;
      readonly seconds: number;
    }
  | {
      readonly type: "task-started";
      readonly time: number;
      readonly id: TaskId;
      /** The batch that it is a part of, or null. */
      readonly batch: string | null;
      readonly change: Change;
      /** The change in words for people, one a line. */
      readonly reason: readonly string[];
      /** How long it took the last time. */
      readonly estimate: number | null;
    }
  /** `step` is null while it rests: it waits for what others make. That time does not count as its own. */
  | {
      readonly type: "task-step";
      readonly time: number;
      readonly id: TaskId;
      readonly step: string | null;
    }
  /** `id` is null for output of a batch that belongs to no one item. */
  | {
      readonly type: "task-line";
      readonly time: number;
      readonly id: TaskId | null;
      readonly batch: string | null;
      readonly text: string;
    }
  | {
      readonly type: "task-finished";
      readonly time: number;
      readonly id: TaskId;
      /** Without the time in which it rested. */
      readonly seconds: number;
      readonly result: Digest;
      /** The same came out as the last time: what comes after it need not run for its sake. */
      readonly cutoff: boolean;
      /** The input that changed while it was at work (it is done again in the next run), or null. */
      readonly changedMeanwhile: string | null;
    }
  /** Nothing that decides it changed. */
  | { readonly type: "task-fresh"; readonly time: number; readonly id: TaskId }
  | {
      readonly type: "task-failed";
      readonly time: number;
      readonly id: TaskId;
      /** null: it failed before it could start. */
      readonly seconds: number | null;
      readonly error: string;
      /** The last lines of its output, oldest first. */
      readonly tail: readonly string[];
    }
  | {
      readonly type: "task-interrupted";
      readonly time: number;
      readonly id: TaskId;
      readonly seconds: number;
    }
  | {
      readonly type: "task-cancelled";
      readonly time: number;
      readonly id: TaskId;
      readonly reason: Cancellation;
    }
  /** The last event. */
  | {
      readonly type: "run-finished";
      readonly time: number;
      readonly outcome: "done" | "failed" | "interrupted";
      readonly seconds: number;
      readonly counts: RunCounts;
    };

/** Why a task was not even considered. */
export type Cancellation =
  /** A task that it comes after, directly or not, failed. */
  | { readonly kind: "dependency"; readonly failed: TaskId }
  /** Another task failed, and the run was not asked to go on with what does not depend on it. */
  | { readonly kind: "stopped"; readonly failed: TaskId }
  | { readonly kind: "interrupted" };

export interface PlanCounts {
  readonly run: number;
  readonly perhaps: number;
  readonly fresh: number;
  /** Tasks whose inputs cannot be read: they will fail. */
  readonly broken: number;
  readonly gone: number;
}

/** A task that runs or perhaps runs. */
export interface PlannedTask {
  readonly id: TaskId;
  /** It runs whatever comes out of others; else it perhaps runs. */
  readonly certain: boolean;
  /** Those of the list that it comes directly after. */
  readonly after: readonly TaskId[];
  /** How long it took the last time; null where that is not known. */
  readonly seconds: number | null;
}

/** From the times of earlier runs; a task without one counts like the middle one of the others, or 1 s. */
export interface PlanEstimate {
  /** All tasks that run for certain, one after the other. */
  readonly run: number;
  /** All that perhaps run, one after the other. */
  readonly perhaps: number;
  /** The longest chain of tasks that run or perhaps run: no number of jobs makes it quicker. */
  readonly longest: number;
}

export interface RunCounts {
  readonly ran: number;
  readonly fresh: number;
  readonly failed: number;
  readonly interrupted: number;
  readonly cancelled: number;
  readonly gone: number;
}
