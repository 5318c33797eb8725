/** Has tasks worked on, one by one or in batches. */
import type { Bench, Books, BooksWorld, Job } from "./books.js";
import type { Cancellation } from "./events.js";
import type { Digest } from "./fingerprint.js";
import { runAlone } from "./run-alone.js";
import { type BatchEnd, runBatch } from "./run-batch.js";
import { Tail } from "./tail.js";
import type { Batch, TaskId, WorkContext } from "./task.js";

export interface WorkshopWorld extends BooksWorld {
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string>>;
  /** Why nothing new starts, if that is so. */
  readonly stopped: () => Cancellation | null;
}

export class Workshop {
  constructor(
    private readonly books: Books,
    private readonly world: WorkshopWorld,
  ) {}

  /** Rejects only if the books could not be kept. */
  async alone(job: Job, run: (context: WorkContext) => Promise<Digest>): Promise<void> {
    const { books, world } = this;
    const bench = books.open(job, null);
    world.ledger.begin([job]);
    books.began(bench);
    const worked = await runAlone(run, {
      signal: world.signal,
      change: job.change,
      env: world.env,
      line: (text) => world.guard(() => books.line(bench, null, text)),
      step: (step) => world.guard(() => world.emit({ type: "task-step", id: job.task.id, step })),
    });
    world.guard(() => {
      if (worked.kind === "worked") books.worked(bench, worked.result);
      else if (worked.kind === "failed") books.failed(bench, worked.error);
      else books.interrupted(bench);
    });
  }

  /** Rejects only if the books could not be kept. */
  async batch(batch: Batch, jobs: readonly Job[]): Promise<void> {
    const { books, world } = this;
    const benches = new Map(jobs.map((job) => [job.task.id, books.open(job, batch.name)]));
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
        began: (id) => of(id, (bench) => books.began(bench)),
        step: (id, step) => of(id, (bench) => books.step(bench, step)),
        line: (id, text) =>
          world.guard(() => {
            common.add(text);
            books.line(id === null ? null : (benches.get(id) ?? null), batch.name, text);
          }),
        worked: (id, result) => of(id, (bench) => books.worked(bench, result)),
        failed: (id, error) =>
          of(id, (bench) =>
            world.signal.aborted ? books.interrupted(bench) : books.failed(bench, error, common),
          ),
      },
      { signal: world.signal, env: world.env },
    );
    world.guard(() => {
      world.emit({ type: "batch-finished", batch: batch.name, seconds: (world.now() - since) / 1000 });
      this.#withoutWord(benches, end, common);
    });
  }

  /** The items of a batch that is over, of which it said nothing: those at work first, as they may be to blame. */
  #withoutWord(benches: ReadonlyMap<TaskId, Bench>, end: BatchEnd, common: Tail): void {
    const { books, world } = this;
    const error = end.error ?? new Error("its command ended without a word of it: see the log");
    const untouched: TaskId[] = [];
    let blamed = end.failed;
    const fail = (bench: Bench) => {
      books.failed(bench, error, common);
      blamed ??= bench.task.id;
    };
    for (const { id, fate } of end.leftovers) {
      const bench = benches.get(id);
      if (!bench || fate !== "started") continue;
      // Another one that was named is to blame: the command only stopped these.
      if (world.signal.aborted || end.failed !== null) books.interrupted(bench);
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
        books.left(bench, reason, fate === "touched");
      }
    }
    world.ledger.takeBack(untouched);
  }
}
