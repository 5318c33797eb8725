/** Which tasks are settled, how, and who may be looked at next because of it. Pure. */
import type { Cancellation } from "./events.js";
import type { Digest } from "./fingerprint.js";
import type { Graph } from "./graph.js";
import type { TaskId } from "./task.js";
import { isGood, type TaskState, TaskStates } from "./task-state.js";

export class Settlement {
  readonly #states: TaskStates;
  readonly #results: (Digest | null)[];
  /** What those behind a task are told if it did not end well. */
  readonly #reasons: (Cancellation | null)[];
  /** How many tasks before it are not settled. */
  readonly #open: Uint32Array;
  /** 1: something before it ran in this run, so that its files may be other ones than when the plan was made. */
  readonly #moved: Uint8Array;
  readonly #agenda: number[] = [];

  constructor(
    private readonly graph: Graph,
    private readonly wanted: (place: number) => boolean,
  ) {
    this.#states = new TaskStates(graph.tasks.length);
    this.#results = graph.tasks.map(() => null);
    this.#reasons = graph.tasks.map(() => null);
    this.#open = Uint32Array.from(graph.before, (list) => list.length);
    this.#moved = new Uint8Array(graph.tasks.length);
  }

  state(place: number): TaskState {
    return this.#states.of(place);
  }

  /** A step that settles nothing. */
  step(place: number, to: TaskState): void {
    this.#states.step(place, to);
  }

  good(place: number, state: "fresh" | "done", result: Digest): void {
    this.#results[place] = result;
    this.#settle(place, state);
  }

  bad(place: number, state: "failed" | "interrupted" | "cancelled", reason: Cancellation): void {
    this.#reasons[place] = reason;
    this.#settle(place, state);
  }

  resultOf(id: TaskId): Digest | null {
    return this.#results[this.graph.place.get(id) ?? -1] ?? null;
  }

  /** All before it is settled. */
  isClear(place: number): boolean {
    return this.#open[place] === 0;
  }

  hasMoved(place: number): boolean {
    return this.#moved[place] === 1;
  }

  isGood(place: number): boolean {
    return isGood(this.state(place));
  }

  /** Why it cannot run, if something before it did not end well. */
  blocked(place: number): Cancellation | null {
    for (const need of this.graph.before[place] ?? []) {
      const reason = this.#reasons[need];
      if (reason) return reason;
    }
    return null;
  }

  /** The tasks for which the last one before them was settled since the last call. */
  takeAgenda(): readonly number[] {
    return this.#agenda.splice(0);
  }

  #settle(place: number, state: TaskState): void {
    this.#states.step(place, state);
    const moved = this.#moved[place] === 1 || state !== "fresh" ? 1 : 0;
    for (const next of this.graph.behind[place] ?? []) {
      if (!this.wanted(next)) continue;
      const open = (this.#open[next] ?? 0) - 1;
      this.#open[next] = open;
      this.#moved[next] = (this.#moved[next] ?? 0) | moved;
      if (open === 0) this.#agenda.push(next);
    }
  }
}
