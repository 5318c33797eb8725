/** What a build of an image tells: the events of the scheduler, and those around them. */
import type { SchedulerEvent, TaskId } from "../../scheduler/index.js";

export type ImageEvent =
  | SchedulerEvent
  /** The first event. */
  | {
      readonly type: "build-started";
      readonly time: number;
      readonly output: string;
      /** The file with every line of every task. */
      readonly log: string;
      /** What was asked for; null: the images. */
      readonly target: string | null;
    }
  /** What the user should know and no task says: a server out of reach, a clean build that is needed. */
  | { readonly type: "note"; readonly time: number; readonly text: string }
  /** The last event of a build, after the scheduler's, is this one or one of the next two. */
  | {
      readonly type: "build-failed";
      readonly time: number;
      /** What is wrong, and what to do. */
      readonly message: string;
      readonly exitCode: number;
      /** The first task that failed; null when the failure is of none. */
      readonly task: TaskId | null;
      readonly log: string;
    }
  | {
      readonly type: "build-interrupted";
      readonly time: number;
      readonly signal: string;
      readonly log: string;
    }
  | {
      readonly type: "build-finished";
      readonly time: number;
      readonly seconds: number;
      readonly images: readonly ImageFile[];
      readonly log: string;
    };

export interface ImageFile {
  readonly name: string;
  readonly bytes: number;
}
