/** What the runner runs. It knows nothing of what a task does. */

declare const taskIdBrand: unique symbol;
export type TaskId = string & { readonly [taskIdBrand]: true };

/** Brands a name; ids are compared as plain strings. */
export function taskId(name: string): TaskId {
  return name as TaskId;
}

/** What a look at a task before its run says: nothing to do, or why it must run. */
export type Need =
  | { readonly kind: "up-to-date"; readonly reason: string }
  | { readonly kind: "run"; readonly reason: string };

export interface Task {
  readonly id: TaskId;
  /** Tasks that must have ended well (or been up to date) before this one starts. */
  readonly after: readonly TaskId[];
  /** Asked when the tasks before it have ended; without it the task always runs. */
  readonly need?: () => Promise<Need>;
  /** Does the work; throws to fail. It must end soon once `signal` fires. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}
