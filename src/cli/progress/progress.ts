/** How far a build is, as its events tell it. Views and estimates are functions of this; the clock is theirs. */
import type { ImageEvent } from "../../buildroot/incremental/events.js";
import type { PlanCounts, PlannedTask, TaskId } from "../../scheduler/index.js";

export interface RunningTask {
  readonly id: TaskId;
  /** Since when it is at work without a rest, in milliseconds since 1970; null while it rests. */
  readonly since: number | null;
  /** How long it was at work before that, in milliseconds. */
  readonly worked: number;
  readonly estimate: number | null;
  readonly reason: readonly string[];
  readonly step: string | null;
  /** The last line that it printed, as it came. */
  readonly line: string | null;
}

/** How long a task has been at work, in milliseconds. */
export function timeAtWork(task: RunningTask, now: number): number {
  return task.worked + (task.since === null ? 0 : Math.max(0, now - task.since));
}

/** Only take() changes it: the same events always lead to the same state. */
export class Progress {
  /** When the first event came; null before it. */
  begunAt: number | null = null;
  counts: PlanCounts | null = null;
  jobs = 1;
  /** The most that were at work beside each other so far: a make that takes one package at a time shows here. */
  widest = 0;
  /** How many tasks run or perhaps run. */
  total = 0;
  failed = 0;
  cancelled = 0;
  /** All that is to be done ended, or nothing is left to do. */
  ended = false;
  readonly #running = new Map<TaskId, RunningTask>();
  /** The tasks to do that are not settled yet, running ones too, in their order. */
  readonly #open = new Map<TaskId, PlannedTask>();

  /** Those that have begun and not ended, resting ones too. */
  get begun(): ReadonlyMap<TaskId, RunningTask> {
    return this.#running;
  }

  /** Those that are at work. */
  get running(): readonly RunningTask[] {
    return [...this.#running.values()].filter((task) => task.since !== null);
  }

  get open(): ReadonlyMap<TaskId, PlannedTask> {
    return this.#open;
  }

  get done(): number {
    return this.total - this.#open.size;
  }

  get waiting(): number {
    return this.#open.size - this.running.filter(({ id }) => this.#open.has(id)).length;
  }

  take(event: ImageEvent): void {
    this.begunAt ??= event.time;
    switch (event.type) {
      case "plan-made":
        this.counts = event.counts;
        this.jobs = event.jobs;
        this.#open.clear();
        for (const task of event.todo) this.#open.set(task.id, task);
        this.total = event.todo.length;
        return;
      case "task-started":
        this.#running.set(event.id, {
          id: event.id,
          since: event.time,
          worked: 0,
          estimate: event.estimate,
          reason: event.reason,
          step: null,
          line: null,
        });
        this.#widen();
        return;
      case "task-step":
        this.#step(event.id, event.step, event.time);
        return;
      case "task-line":
        if (event.id !== null && event.text.trim() !== "") this.#change(event.id, { line: event.text });
        return;
      case "task-failed":
        this.failed++;
        this.#settle(event.id);
        return;
      case "task-cancelled":
        this.cancelled++;
        this.#settle(event.id);
        return;
      case "task-finished":
      case "task-fresh":
      case "task-interrupted":
        this.#settle(event.id);
        return;
      case "run-finished":
      case "build-failed":
      case "build-interrupted":
      case "build-finished":
        this.ended = true;
        return;
      case "build-started":
      case "note":
      case "task-gone":
      case "batch-started":
      case "batch-finished":
        return;
      default:
        event satisfies never;
    }
  }

  #step(id: TaskId, step: string | null, time: number): void {
    const task = this.#running.get(id);
    if (!task) return;
    const worked = task.worked + (task.since === null ? 0 : time - task.since);
    this.#change(id, { step, worked, since: step === null ? null : time });
    this.#widen();
  }

  #widen(): void {
    this.widest = Math.max(this.widest, this.running.length);
  }

  #change(id: TaskId, what: Partial<RunningTask>): void {
    const task = this.#running.get(id);
    if (task) this.#running.set(id, { ...task, ...what });
  }

  #settle(id: TaskId): void {
    this.#running.delete(id);
    this.#open.delete(id);
  }
}
