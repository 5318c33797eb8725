/** The life of a task in one run; any other step than these is a fault of the runner. Pure. */

export type TaskState =
  /** Something before it is not settled. */
  | "want"
  /** All before it is settled; its inputs are being read again, or its results looked for. */
  | "deciding"
  /** It is to run, and waits for a job, a place in its pool, or its batch. */
  | "ready"
  /** Its batch runs, but it was not its turn yet. */
  | "queued"
  | "running"
  /** Its work is done; whether its inputs stayed the same is being asked, or a task before it in the batch is awaited. */
  | "checking"
  | "fresh"
  | "done"
  | "failed"
  | "interrupted"
  | "cancelled";

const steps: Readonly<Record<TaskState, readonly TaskState[]>> = {
  want: ["deciding", "ready", "queued", "fresh", "failed", "cancelled"],
  deciding: ["ready", "fresh", "failed", "cancelled"],
  ready: ["queued", "running", "cancelled"],
  queued: ["running", "failed", "cancelled"],
  running: ["checking", "failed", "interrupted"],
  checking: ["done", "failed", "interrupted"],
  fresh: [],
  done: [],
  failed: [],
  interrupted: [],
  cancelled: [],
};

export function isSettled(state: TaskState): boolean {
  return steps[state].length === 0;
}

/** What it made serves those that come after it. */
export function isGood(state: TaskState): boolean {
  return state === "fresh" || state === "done";
}

export class TaskStates {
  readonly #states: TaskState[];

  constructor(tasks: number) {
    this.#states = new Array<TaskState>(tasks).fill("want");
  }

  of(place: number): TaskState {
    return this.#states[place] ?? "cancelled";
  }

  /** @throws Error for a step that no task takes: a fault of the runner, not of a task. */
  step(place: number, to: TaskState): void {
    const from = this.of(place);
    if (!steps[from].includes(to)) throw new Error(`task at ${place}: from ${from} to ${to}: no such step`);
    this.#states[place] = to;
  }
}
