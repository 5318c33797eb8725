import type { SchedulerEvent } from "./events.js";

/** An event before the clock is read. */
export type Happening = SchedulerEvent extends infer Event
  ? Event extends SchedulerEvent
    ? Omit<Event, "time">
    : never
  : never;
