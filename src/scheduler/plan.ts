/** Decides what runs, before anything does. Pure; the run asks the same functions again as results come in. */
import type { Change } from "./change.js";
import type { TaskId } from "./task.js";

export type Decision =
  | { readonly kind: "fresh" }
  /** Runs, whatever comes out of the tasks before it. */
  | { readonly kind: "run"; readonly change: Change }
  /**
   * Runs if one of these comes out other than it was. `unknown`: why its own inputs cannot be told before these are
   * settled.
   */
  | { readonly kind: "perhaps"; readonly waitsFor: readonly TaskId[]; readonly unknown?: string }
  /** Its inputs cannot be read, and nothing before it is to run that could change that: it fails. */
  | { readonly kind: "broken"; readonly error: string };

export interface PlanOptions {
  /** These run even if nothing changed. */
  readonly asked?: readonly TaskId[];
  /** Of the graph only these, with all that they need. */
  readonly only?: readonly TaskId[];
}

export interface Plan {
  /** In an order that respects the dependencies; with `only`, no others. */
  readonly tasks: readonly { readonly id: TaskId; readonly decision: Decision }[];
  /** Recorded tasks that are no longer in the graph: what they made must go. */
  readonly gone: readonly TaskId[];
}
