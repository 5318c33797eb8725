/** What the scheduler runs. It knows nothing of what a task does. */

import type { Change } from "./change.js";
import type { Digest, Fingerprint } from "./fingerprint.js";

declare const taskIdBrand: unique symbol;
export type TaskId = string & { readonly [taskIdBrand]: true };

/** Brands a name; ids are compared as plain strings. */
export function taskId(name: string): TaskId {
  return name as TaskId;
}

export interface Task {
  readonly id: TaskId;
  /** Tasks that must be settled before; what came out of them is part of what decides this one's result. */
  readonly after: readonly TaskId[];
  /** Tasks that must be settled before, whatever came out of them. */
  readonly orderOnly?: readonly TaskId[];
  /**
   * All that decides the result besides the tasks of `after`. A function is for inputs that other tasks make: it is
   * asked for the plan, and again when the tasks before have settled, if one of them ran. Such a task joins a batch only
   * then.
   */
  readonly inputs: Fingerprint | (() => Fingerprint | Promise<Fingerprint>);
  /** Paths that only this task writes: two tasks that claim one path are refused. */
  readonly outputs: readonly string[];
  /** Why the recorded result is no longer on the disk, or null when it is; asked before the task counts as fresh. */
  readonly missing?: () => string | null | Promise<string | null>;
  /**
   * Asked after the work: which input is no longer what it was when the work began, or null. The result then serves
   * this run, but the task is done again in the next one.
   */
  readonly stillSame?: () => string | null | Promise<string | null>;
  /** Tasks of a pool share its depth (see RunOptions); without one only the number of jobs limits. */
  readonly pool?: string;
  readonly work: Work;
}

/** Most tasks run by themselves. Tasks of a batch run in one command (one make call), as many as are certain to run. */
export type Work =
  | {
      readonly kind: "alone";
      /** Does the work and returns what came out; throws to fail. It must end soon once the signal fires. */
      readonly run: (context: WorkContext) => Promise<Digest>;
    }
  | { readonly kind: "batch"; readonly batch: Batch };

export interface WorkContext {
  readonly signal: AbortSignal;
  /** Why the task runs, to choose the least that is right. */
  readonly change: Change;
  /** A line of output, for the log and for the end of a failure; latin1. */
  readonly line: (text: string) => void;
  /** What the task is doing now, in a word or two (`Building`). */
  readonly step: (step: string) => void;
  /** What to put in the environment of children, so that makes share our job slots (MAKEFLAGS); may be empty. */
  readonly env: Readonly<Record<string, string>>;
}

/** One command for several tasks. The same object stands in the tasks that belong together; it runs one call at a time. */
export interface Batch {
  readonly name: string;
  /**
   * Runs all `items`: every dependency of an item is settled or is an item itself. Each item's fate is told through
   * `report` as soon as it is known; items without a word when the promise is fulfilled count as failed, and as
   * interrupted when the signal fired; those that were not even started count as cancelled if another one failed or the
   * signal fired. Rejects for what concerns the whole call: items at work then fail with it, or the first if none is.
   */
  readonly run: (items: readonly BatchItem[], report: BatchReport) => Promise<void>;
}

export interface BatchItem {
  readonly id: TaskId;
  readonly change: Change;
}

export interface BatchReport extends Omit<WorkContext, "change" | "line" | "step"> {
  /**
   * Its old result is being taken away, though its turn may never come. An item that was neither touched nor started
   * keeps its old record, so one of the two must be told before anything of it changes on the disk.
   */
  readonly touched: (id: TaskId) => void;
  /** Its work begins; its time counts from here. */
  readonly started: (id: TaskId) => void;
  /** A line of output, of one item where that is known; latin1. */
  readonly line: (text: string, id?: TaskId) => void;
  /** What the task is doing now, in a word or two (`Building`); null: it rests until it has another step. */
  readonly step: (id: TaskId, step: string | null) => void;
  readonly finished: (id: TaskId, result: Digest) => void;
  readonly failed: (id: TaskId, error: Error) => void;
}
