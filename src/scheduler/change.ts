/** Why a task runs. The same words stand in a dry run, in the events of a run, and in the answer afterwards. */
import type { Difference } from "./fingerprint.js";
import type { TaskId } from "./task.js";

export type Change =
  /** Never done in this output, or its record is lost. */
  | { readonly kind: "first" }
  /**
   * Its own inputs are other ones than recorded (a difference named `after x`: it newly comes after x, or no longer
   * does); `results` as below, where those changed too. No difference: the recorded fingerprint is lost.
   */
  | {
      readonly kind: "inputs";
      readonly differences: readonly Difference[];
      readonly results: readonly TaskId[];
    }
  /** What came out of these tasks is not what it was made with. */
  | { readonly kind: "results"; readonly tasks: readonly TaskId[] }
  /** What it made is gone from the disk. */
  | { readonly kind: "missing"; readonly what: string }
  /** It was running when the run was ended in order (Ctrl-C): what is there may be taken up. */
  | { readonly kind: "interrupted"; readonly sameInputs: boolean }
  /** It was running when all was killed, or the machine stopped: what is there cannot be trusted. */
  | { readonly kind: "killed" }
  /** It was done, but an input changed while it was at work. */
  | { readonly kind: "changed" }
  /** It failed the last time. */
  | { readonly kind: "failed"; readonly sameInputs: boolean }
  /** The user asked for it. */
  | { readonly kind: "asked" };
