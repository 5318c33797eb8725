/**
 * A build as a trace for Perfetto (https://ui.perfetto.dev) or chrome://tracing: one lane for each task that runs beside
 * others, its steps within it. The form is Trace Event Format, as an array whose closing bracket may be absent: what a
 * killed build leaves can be opened.
 */
import type { ImageEvent } from "../../buildroot/incremental/events.js";
import type { TaskId } from "../../scheduler/index.js";

interface Lane {
  readonly number: number;
  step: boolean;
}

/** Lanes of batches stand below those of tasks. */
const BATCHES = 10_000;

/** Gives the text of each event; all texts one after the other are the file. */
export class Trace {
  #startedAt: number | null = null;
  readonly #lanes = new Map<TaskId, Lane>();
  readonly #batches = new Map<string, number>();
  readonly #named = new Set<number>();

  /** Empty for what a trace does not show. */
  take(event: ImageEvent): string {
    if (this.#startedAt === null && event.type !== "task-started" && event.type !== "batch-started")
      return "";
    const head = this.#startedAt === null ? this.#begin(event.time) : "";
    return (
      head +
      this.#texts(event)
        .map((text) => `${text},\n`)
        .join("")
    );
  }

  #begin(time: number): string {
    this.#startedAt = time;
    const name = `ipa-image build, ${new Date(time).toISOString()}`;
    return `[\n${JSON.stringify({ ph: "M", pid: 1, tid: 0, name: "process_name", args: { name } })},\n`;
  }

  #texts(event: ImageEvent): readonly string[] {
    switch (event.type) {
      case "task-started": {
        const args = { reason: event.reason.join("\n"), change: event.change.kind, estimate: event.estimate };
        return this.#open(event.id, event.time, args);
      }
      case "task-step": {
        if (event.step === null) return this.#end(event.id, event.time, { rests: true });
        const again = this.#lanes.has(event.id) ? [] : this.#open(event.id, event.time, { rested: true });
        const lane = this.#lanes.get(event.id);
        if (!lane) return [];
        const before = this.#endStep(lane, event.time);
        lane.step = true;
        return [
          ...again,
          ...before,
          this.#event("B", event.time, lane.number, { name: event.step, cat: "step" }),
        ];
      }
      case "task-finished":
        return this.#end(event.id, event.time, { cutoff: event.cutoff, result: event.result });
      case "task-failed":
        return this.#end(event.id, event.time, { error: event.error });
      case "task-interrupted":
        return this.#end(event.id, event.time, { interrupted: true });
      case "batch-started": {
        const lane = BATCHES + this.#batches.size;
        this.#batches.set(event.batch, this.#batches.get(event.batch) ?? lane);
        const number = this.#batches.get(event.batch) ?? lane;
        return [
          ...this.#name(number, `batch ${event.batch}`),
          this.#event("B", event.time, number, {
            name: event.batch,
            cat: "batch",
            args: { tasks: event.ids.join(" ") },
          }),
        ];
      }
      case "batch-finished": {
        const number = this.#batches.get(event.batch);
        return number === undefined ? [] : [this.#event("E", event.time, number, {})];
      }
      case "run-finished":
        return [this.#event("i", event.time, 0, { name: event.outcome, s: "g" })];
      default:
        return [];
    }
  }

  /** A task that rests gives its lane to others. */
  #open(id: TaskId, time: number, args: object): readonly string[] {
    const lane = { number: this.#freeLane(), step: false };
    this.#lanes.set(id, lane);
    return [
      ...this.#name(lane.number, `job ${lane.number}`),
      this.#event("B", time, lane.number, { name: id, cat: "task", args }),
    ];
  }

  #end(id: TaskId, time: number, args: object): readonly string[] {
    const lane = this.#lanes.get(id);
    if (!lane) return [];
    this.#lanes.delete(id);
    return [...this.#endStep(lane, time), this.#event("E", time, lane.number, { args })];
  }

  #endStep(lane: Lane, time: number): readonly string[] {
    return lane.step ? [this.#event("E", time, lane.number, {})] : [];
  }

  #freeLane(): number {
    const taken = new Set([...this.#lanes.values()].map((lane) => lane.number));
    let number = 1;
    while (taken.has(number)) number++;
    return number;
  }

  #name(lane: number, name: string): readonly string[] {
    if (this.#named.has(lane)) return [];
    this.#named.add(lane);
    return [JSON.stringify({ ph: "M", pid: 1, tid: lane, name: "thread_name", args: { name } })];
  }

  /** Times are microseconds since the first task began. */
  #event(ph: string, time: number, tid: number, more: object): string {
    const ts = Math.round((time - (this.#startedAt ?? time)) * 1000);
    return JSON.stringify({ ph, ts, pid: 1, tid, ...more });
  }
}
