/** Has tasks worked on, one by one or in batches, and books what becomes of them: record, event, settlement. */
import type { Change } from "./change.js";
import type { ReadInputs } from "./decide.js";
import type { Cancellation } from "./events.js";
import type { Digest } from "./fingerprint.js";
import type { Happening } from "./happening.js";
import type { Ledger } from "./ledger.js";
import { findChange } from "./questions.js";
import { changeWords } from "./reasons.js";
import type { Records } from "./record.js";
import { runAlone } from "./run-alone.js";
import { type BatchEnd, runBatch } from "./run-batch.js";
import type { Settlement } from "./settlement.js";
import { Tail } from "./tail.js";
import type { Batch, Task, TaskId, WorkContext } from "./task.js";

/** A task that is to run, with all that was found of it. */
export interface Job {
  readonly place: number;
  readonly task: Task;
  readonly inputs: ReadInputs;
  readonly change: Change;
}

export interface WorkshopWorld {
  readonly settlement: Settlement;
  readonly ledger: Ledger;
  readonly records: Records;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string>>;
  readonly now: () => number;
  readonly emit: (event: Happening) => void;
  /** Runs a piece of book-keeping; what it throws ends the whole run, and does not reach who called. */
  readonly guard: (book: () => void) => void;
  readonly failed: (id: TaskId, error: Error) => void;
  readonly changedMeanwhile: (id: TaskId, what: string) => void;
  /** Why nothing new starts, if that is so. */
  readonly stopped: () => Cancellation | null;
}

/** What one task has on it from start to end. */
interface Bench extends Job {
  readonly batch: string | null;
  since: number;
  readonly tail: Tail;
  /** What came out, while something keeps it from being booked. */
  held: { readonly result: Digest; readonly seconds: number } | null;
}

export class Workshop {
  readonly #benches = new Map<number, Bench>();
  /** Tasks whose work is done, and whose inputs are being looked at again. */
  #checks = 0;

  constructor(private readonly world: WorkshopWorld) {}

  /** Nothing is left that will come back by itself. */
  get quiet(): boolean {
    return this.#checks === 0;
  }

  async alone(job: Job, run: (context: WorkContext) => Promise<Digest>): Promise<void> {
    const { world } = this;
    const bench = this.#bench(job, null);
    world.ledger.begin([job]);
    this.#began(bench);
    const worked = await runAlone(run, {
      signal: world.signal,
      change: job.change,
      env: world.env,
      line: (text) => world.guard(() => this.#line(bench, null, text)),
      step: (step) => world.guard(() => world.emit({ type: "task-step", id: job.task.id, step })),
    });
    world.guard(() => {
      if (worked.kind === "worked") this.#worked(bench, worked.result);
      else if (worked.kind === "failed") this.#failed(bench, worked.error);
      else this.#interrupted(bench);
    });
  }

  async batch(batch: Batch, jobs: readonly Job[]): Promise<void> {
    const { world } = this;
    const benches = new Map(jobs.map((job) => [job.task.id, this.#bench(job, batch.name)]));
    const of = (id: TaskId, book: (bench: Bench) => void) =>
      world.guard(() => {
        const bench = benches.get(id);
        if (bench) book(bench);
      });
    const common = new Tail();
    const since = world.now();
    world.ledger.begin(jobs);
    for (const { place } of jobs) world.settlement.step(place, "queued");
    world.emit({ type: "batch-started", batch: batch.name, ids: jobs.map(({ task }) => task.id) });
    const end = await runBatch(
      batch,
      jobs.map(({ task, change }) => ({ id: task.id, change })),
      {
        began: (id) => of(id, (bench) => this.#began(bench)),
        step: (id, step) => of(id, () => world.emit({ type: "task-step", id, step })),
        line: (id, text) =>
          world.guard(() => {
            common.add(text);
            this.#line(id === null ? null : (benches.get(id) ?? null), batch.name, text);
          }),
        worked: (id, result) => of(id, (bench) => this.#worked(bench, result)),
        failed: (id, error) =>
          of(id, (bench) =>
            world.signal.aborted ? this.#interrupted(bench) : this.#failed(bench, error, common),
          ),
      },
      { signal: world.signal, env: world.env },
    );
    world.guard(() => {
      world.emit({ type: "batch-finished", batch: batch.name, seconds: (world.now() - since) / 1000 });
      this.#withoutWord(benches, end, common);
    });
  }

  /** Books what was held back until the last task before it was settled. */
  clear(place: number): void {
    const bench = this.#benches.get(place);
    if (bench?.held) this.#check(bench, bench.held);
  }

  #bench(job: Job, batch: string | null): Bench {
    const bench: Bench = { ...job, batch, since: 0, tail: new Tail(), held: null };
    this.#benches.set(job.place, bench);
    return bench;
  }

  #began(bench: Bench): void {
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

  #line(bench: Bench | null, batch: string | null, text: string): void {
    bench?.tail.add(text);
    this.world.emit({ type: "task-line", id: bench?.task.id ?? null, batch, text });
  }

  #seconds(bench: Bench): number {
    return (this.world.now() - bench.since) / 1000;
  }

  #worked(bench: Bench, result: Digest): void {
    this.world.settlement.step(bench.place, "checking");
    bench.held = { result, seconds: this.#seconds(bench) };
    if (this.world.settlement.isClear(bench.place)) this.#check(bench, bench.held);
  }

  #check(bench: Bench, held: NonNullable<Bench["held"]>): void {
    bench.held = null;
    const blocked = this.world.settlement.blocked(bench.place);
    if (blocked) {
      if (blocked.kind === "interrupted") this.#interrupted(bench);
      else this.#failed(bench, new Error(`it was made while ${blocked.failed} failed: build it again`));
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

  #failed(bench: Bench, error: Error, common?: Tail): void {
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

  #interrupted(bench: Bench): void {
    const { world } = this;
    world.ledger.end(bench.task, bench.inputs, { state: "interrupted" });
    world.emit({ type: "task-interrupted", id: bench.task.id, seconds: this.#seconds(bench) });
    world.settlement.bad(bench.place, "interrupted", { kind: "interrupted" });
  }

  /** The items of a batch that is over, of which it said nothing: those at work first, as they may be to blame. */
  #withoutWord(benches: ReadonlyMap<TaskId, Bench>, end: BatchEnd, common: Tail): void {
    const { world } = this;
    const error = end.error ?? new Error("its command ended without a word of it: see the log");
    const untouched: TaskId[] = [];
    let blamed = end.failed;
    const fail = (bench: Bench) => {
      this.#failed(bench, error, common);
      blamed ??= bench.task.id;
    };
    for (const { id, fate } of end.leftovers) {
      const bench = benches.get(id);
      if (!bench || fate !== "started") continue;
      if (world.signal.aborted) this.#interrupted(bench);
      else fail(bench);
    }
    for (const { id, fate } of end.leftovers) {
      const bench = benches.get(id);
      if (!bench || fate === "started") continue;
      const stopped: Cancellation | null = world.signal.aborted ? { kind: "interrupted" } : world.stopped();
      const called: Cancellation | null =
        end.error && blamed !== null ? { kind: "stopped", failed: blamed } : null;
      const reason = world.settlement.blocked(bench.place) ?? stopped ?? called;
      if (!reason) fail(bench);
      else {
        if (fate === "queued") untouched.push(id);
        else world.ledger.end(bench.task, bench.inputs, { state: "interrupted" });
        world.emit({ type: "task-cancelled", id, reason });
        world.settlement.bad(bench.place, "cancelled", reason);
      }
    }
    world.ledger.takeBack(untouched);
  }
}
