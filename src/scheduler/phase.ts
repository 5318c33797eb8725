/** The phases of the driver as it was before tasks had fingerprints; it goes when the driver runs on tasks. */
import type { TaskId } from "./task.js";

/** What a look at a phase before its run says: nothing to do, or why it must run. */
export type Need =
  | { readonly kind: "up-to-date"; readonly reason: string }
  | { readonly kind: "run"; readonly reason: string };

export interface Phase {
  readonly id: TaskId;
  /** Phases that must have ended well (or been up to date) before this one starts. */
  readonly after: readonly TaskId[];
  /** Asked when the phases before it have ended; without it the phase always runs. */
  readonly need?: () => Promise<Need>;
  /** Does the work; throws to fail. It must end soon once `signal` fires. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}
