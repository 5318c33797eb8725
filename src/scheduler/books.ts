/** Keeps the books of a run: what becomes of a task is recorded, told as an event, and settled for those behind it. */
import type { Change } from "./change.js";
import type { ReadInputs } from "./decide.js";
import type { Cancellation } from "./events.js";
import type { Digest } from "./fingerprint.js";
import type { Happening } from "./happening.js";
import type { Ledger } from "./ledger.js";
import { findChange } from "./questions.js";
import { changeWords } from "./reasons.js";
import type { Records } from "./record.js";
import type { Settlement } from "./settlement.js";
import { Tail } from "./tail.js";
import type { Task, TaskId } from "./task.js";

/** A task that is to run, with all that was found of it. */
export interface Job {
  readonly place: number;
  readonly task: Task;
  readonly inputs: ReadInputs;
  readonly change: Change;
}

export interface BooksWorld {
  readonly settlement: Settlement;
  readonly ledger: Ledger;
  readonly records: Records;
  readonly now: () => number;
  readonly emit: (event: Happening) => void;
  /** Runs a piece of book-keeping; what it throws ends the whole run, and does not reach who called. */
  readonly guard: (book: () => void) => void;
  readonly failed: (id: TaskId, error: Error) => void;
  readonly changedMeanwhile: (id: TaskId, what: string) => void;
}

/** What one task has on it from start to end. */
export interface Bench extends Job {
  readonly batch: string | null;
  since: number;
  /** How long it rested, in milliseconds, without the rest that it is in. */
  rested: number;
  /** Since when it rests; null while it is at work. */
  rests: number | null;
  readonly tail: Tail;
  /** What came out, while something keeps it from being booked. */
  held: { readonly result: Digest; readonly seconds: number } | null;
}

export class Books {
  readonly #benches = new Map<number, Bench>();
  /** Tasks whose work is done, and whose inputs are being looked at again. */
  #checks = 0;

  constructor(private readonly world: BooksWorld) {}

  /** Nothing is left that will come back by itself. */
  get quiet(): boolean {
    return this.#checks === 0;
  }

  open(job: Job, batch: string | null): Bench {
    const bench: Bench = { ...job, batch, since: 0, rested: 0, rests: null, tail: new Tail(), held: null };
    this.#benches.set(job.place, bench);
    return bench;
  }

  began(bench: Bench): void {
    const { id } = bench.task;
    this.world.settlement.step(bench.place, "running");
    bench.since = this.world.now();
    this.world.emit({
      type: "task-started",
      id,
      batch: bench.batch,
      change: bench.change,
      reason: changeWords(bench.change),
      estimate: this.world.records.get(id)?.seconds ?? null,
    });
  }

  step(bench: Bench, step: string | null): void {
    const now = this.world.now();
    if (bench.rests !== null) bench.rested += now - bench.rests;
    bench.rests = step === null ? now : null;
    this.world.emit({ type: "task-step", id: bench.task.id, step });
  }

  line(bench: Bench | null, batch: string | null, text: string): void {
    bench?.tail.add(text);
    this.world.emit({ type: "task-line", id: bench?.task.id ?? null, batch, text });
  }

  worked(bench: Bench, result: Digest): void {
    this.world.settlement.step(bench.place, "checking");
    bench.held = { result, seconds: this.#seconds(bench) };
    if (this.world.settlement.isClear(bench.place)) this.#check(bench, bench.held);
  }

  failed(bench: Bench, error: Error, common?: Tail): void {
    const { world } = this;
    const { id } = bench.task;
    const own = bench.tail.lines();
    const tail = own.length > 0 ? own : (common?.lines() ?? []);
    const seconds = world.settlement.state(bench.place) === "queued" ? null : this.#seconds(bench);
    world.ledger.end(bench.task, bench.inputs, { state: "failed" });
    world.emit({ type: "task-failed", id, seconds, error: error.message, tail });
    world.settlement.bad(bench.place, "failed", { kind: "dependency", failed: id });
    world.failed(id, error);
  }

  interrupted(bench: Bench): void {
    const { world } = this;
    world.ledger.end(bench.task, bench.inputs, { state: "interrupted" });
    world.emit({ type: "task-interrupted", id: bench.task.id, seconds: this.#seconds(bench) });
    world.settlement.bad(bench.place, "interrupted", { kind: "interrupted" });
  }

  /** The turn of a task of a batch never came. `touched`: what was there before is gone or damaged. */
  left(bench: Bench, reason: Cancellation, touched: boolean): void {
    const { world } = this;
    if (touched) world.ledger.end(bench.task, bench.inputs, { state: "interrupted" });
    world.emit({ type: "task-cancelled", id: bench.task.id, reason });
    world.settlement.bad(bench.place, "cancelled", reason);
  }

  /** Books what was held back until the last task before it was settled. */
  clear(place: number): void {
    const bench = this.#benches.get(place);
    if (bench?.held) this.#check(bench, bench.held);
  }

  #check(bench: Bench, held: NonNullable<Bench["held"]>): void {
    bench.held = null;
    const blocked = this.world.settlement.blocked(bench.place);
    if (blocked) {
      if (blocked.kind === "interrupted") this.interrupted(bench);
      else this.failed(bench, new Error(`it was made while ${blocked.failed} failed: build it again`));
      return;
    }
    const book = (changed: string | null) => this.#done(bench, held, changed);
    const answer = findChange(bench.task);
    if (!(answer instanceof Promise)) {
      book(answer);
      return;
    }
    this.#checks++;
    void answer.then((changed) =>
      this.world.guard(() => {
        this.#checks--;
        book(changed);
      }),
    );
  }

  #done(bench: Bench, { result, seconds }: NonNullable<Bench["held"]>, changed: string | null): void {
    const { world } = this;
    const { id } = bench.task;
    world.ledger.end(bench.task, bench.inputs, {
      state: changed === null ? "done" : "changed",
      result,
      seconds,
    });
    if (changed !== null) world.changedMeanwhile(id, changed);
    const cutoff = world.records.get(id)?.result === result;
    world.emit({ type: "task-finished", id, seconds, result, cutoff, changedMeanwhile: changed });
    world.settlement.good(bench.place, "done", result);
  }

  #seconds(bench: Bench): number {
    const now = this.world.now();
    const resting = bench.rests === null ? 0 : now - bench.rests;
    return (now - bench.since - bench.rested - resting) / 1000;
  }
}
