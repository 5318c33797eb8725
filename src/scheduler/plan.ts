/** Decides what runs, before anything does. Pure; the run asks the same functions again as results come in. */
import type { Change } from "./change.js";
import type { TaskId } from "./task.js";

export type Decision =
  | { readonly kind: "fresh" }
  /** Runs, whatever comes out of the tasks before it. */
  | { readonly kind: "run"; readonly change: Change }
  /** Runs if one of these comes out other than it was. */
  | { readonly kind: "perhaps"; readonly waitsFor: readonly TaskId[] };

export interface Plan {
  /** In an order that respects the dependencies. */
  readonly tasks: readonly { readonly id: TaskId; readonly decision: Decision }[];
  /** Recorded tasks that are no longer in the graph: what they made must go. */
  readonly gone: readonly TaskId[];
}
