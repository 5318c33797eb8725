/** What is remembered of a task from run to run. */
import type { Digest } from "./fingerprint.js";
import type { TaskId } from "./task.js";

export interface TaskRecord {
  readonly id: TaskId;
  /**
   * done: `result` was made from these inputs. begun: started, and no word since (a kill). changed: done, but an input
   * changed meanwhile, so it may be of either. interrupted, failed: ended so, in order.
   */
  readonly state: "done" | "begun" | "changed" | "interrupted" | "failed";
  /** Digest of its own inputs; the fingerprint itself is in the store under this name. */
  readonly inputs: Digest;
  /** What the tasks of its `after` had come out as. */
  readonly after: ReadonlyMap<TaskId, Digest>;
  /** Of the last time that it was done; null if it never was. */
  readonly result: Digest | null;
  /** How long the last whole run took, in seconds; null if unknown. */
  readonly seconds: number | null;
  /** When it ended or began, in milliseconds since 1970. */
  readonly time: number;
}

export type Records = ReadonlyMap<TaskId, TaskRecord>;
