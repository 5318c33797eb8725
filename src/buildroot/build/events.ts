/** Everything a build tells. Progress line, plain lines and JSON lines are three readers of this one union. */
import type { TaskEvent } from "../../scheduler/index.js";

/** How far the build is, in packages, and how long it has run. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly elapsedSeconds: number;
}

export type BuildEvent =
  | TaskEvent
  | { readonly type: "build-started"; readonly output: string; readonly log: string }
  | { readonly type: "packages-counted"; readonly progress: Progress }
  | {
      readonly type: "step";
      readonly package: string;
      readonly version: string;
      readonly step: string;
      readonly progress: Progress;
    }
  | { readonly type: "package-finished"; readonly package: string; readonly progress: Progress }
  | {
      readonly type: "build-failed";
      readonly message: string;
      readonly exitCode: number;
      readonly package: string;
      readonly step: string;
      /** The last lines of what failed. */
      readonly tail: readonly string[];
      readonly log: string;
    }
  | { readonly type: "build-interrupted"; readonly signal: string; readonly log: string }
  | {
      readonly type: "build-finished";
      readonly images: readonly { readonly name: string; readonly bytes: number }[];
      readonly elapsedSeconds: number;
      readonly log: string;
    };
