/**
 * Takes every task of a plan to its end: as what comes before it settles, a task is decided again by the code that made
 * the plan, waits for its turn, is worked on and settles in turn.
 */
import { asksForMissing, decide, type Inputs } from "./decide.js";
import type { Cancellation } from "./events.js";
import type { Graph } from "./graph.js";
import type { Happening } from "./happening.js";
import { Ledger } from "./ledger.js";
import type { Decision } from "./plan.js";
import { expectedSeconds, longestToEnd } from "./priority.js";
import { ReadyQueue } from "./ready-queue.js";
import { asError } from "./run-alone.js";
import type { RunTasksOptions } from "./run-options.js";
import { Settlement } from "./settlement.js";
import { findMissing, readInputs, type Survey } from "./survey.js";
import type { Batch, Task, TaskId } from "./task.js";
import { isSettled, type TaskState } from "./task-state.js";
import { type Job, Workshop } from "./workshop.js";

interface BatchState {
  /** Its wanted tasks, in the order of the graph. */
  readonly places: number[];
  /** Those that are ready. */
  readonly ready: Set<number>;
  running: boolean;
}

export class Machine {
  readonly settlement: Settlement;
  readonly failures: { id: TaskId; error: Error }[] = [];
  readonly changedMeanwhile: { id: TaskId; what: string }[] = [];
  readonly #inputs: (Inputs | null)[];
  readonly #urgency: Float64Array;
  readonly #queue: ReadyQueue;
  readonly #batches = new Map<Batch, BatchState>();
  readonly #jobs = new Map<number, Job>();
  readonly #workshop: Workshop;
  #active = 0;
  #deciding = 0;
  #stop: Cancellation | null = null;
  #fatal: { readonly error: unknown } | null = null;
  #pumping = false;
  #over: () => void = () => {};

  constructor(
    private readonly graph: Graph,
    private readonly survey: Survey,
    private readonly decisions: readonly (Decision | null)[],
    private readonly options: RunTasksOptions,
    now: () => number,
    private readonly emit: (event: Happening) => void,
  ) {
    this.settlement = new Settlement(graph, survey.wanted);
    this.#inputs = [...survey.inputs];
    const seconds = expectedSeconds(graph, survey.records);
    this.#urgency = longestToEnd(graph, (place) => {
      const kind = decisions[place]?.kind;
      return kind === "run" || kind === "perhaps" ? (seconds[place] ?? 0) : 0;
    });
    this.#queue = new ReadyQueue((pool) =>
      pool === "" ? Number.POSITIVE_INFINITY : (options.pools?.get(pool) ?? 1),
    );
    this.#workshop = new Workshop({
      settlement: this.settlement,
      ledger: new Ledger(options.store, survey.records, (id) => this.settlement.resultOf(id), now),
      records: survey.records,
      signal: options.signal,
      env: options.env ?? {},
      now,
      emit,
      guard: (book) => this.#guard(book),
      failed: (id, error) => this.#failed(id, error),
      changedMeanwhile: (id, what) => this.changedMeanwhile.push({ id, what }),
      stopped: () => this.#stop,
    });
  }

  /** Resolves when every wanted task is settled; rejects if the books could not be kept (a full disk). */
  async run(): Promise<void> {
    const over = new Promise<void>((resolve) => {
      this.#over = resolve;
    });
    const interrupt = () => this.#guard(() => this.#halt({ kind: "interrupted" }));
    this.options.signal.addEventListener("abort", interrupt, { once: true });
    if (this.options.signal.aborted) this.#stop = { kind: "interrupted" };
    this.#guard(() => this.#begin());
    await over;
    this.options.signal.removeEventListener("abort", interrupt);
    if (this.#fatal) throw this.#fatal.error;
  }

  #begin(): void {
    for (const [place, task] of this.graph.tasks.entries()) {
      const decision = this.decisions[place];
      if (!decision) continue;
      if (decision.kind === "fresh") this.#fresh(place, task);
      else if (task.work.kind === "batch") this.#batch(task.work.batch).places.push(place);
    }
    this.settlement.takeAgenda();
    for (const [place, decision] of this.decisions.entries())
      if (decision && this.settlement.isClear(place) && !isSettled(this.settlement.state(place)))
        this.#consider(place);
  }

  /** Everything that comes from outside enters here: books first, then what follows from them. */
  #guard(book: () => void): void {
    try {
      book();
      this.#pump();
    } catch (error) {
      this.#fatal ??= { error };
      this.#pumping = false;
      this.#endIfOver();
    }
  }

  #pump(): void {
    if (this.#pumping || this.#fatal) {
      this.#endIfOver();
      return;
    }
    this.#pumping = true;
    do
      for (
        let agenda = this.settlement.takeAgenda();
        agenda.length > 0;
        agenda = this.settlement.takeAgenda()
      )
        for (const place of agenda) this.#consider(place);
    while (this.#startOne());
    this.#pumping = false;
    this.#endIfOver();
  }

  #endIfOver(): void {
    if (this.#active > 0 || this.#deciding > 0 || this.#pumping || !this.#workshop.quiet) return;
    if (!this.#fatal) {
      try {
        this.#cancelRest();
      } catch (error) {
        this.#fatal = { error };
      }
    }
    this.#over();
  }

  /** All before this task is settled: whether it runs can be said now. */
  #consider(place: number): void {
    if (this.settlement.state(place) !== "want") {
      this.#workshop.clear(place);
      return;
    }
    const blocked = this.settlement.blocked(place);
    if (blocked) this.#cancel(place, blocked);
    if (blocked || this.#stop) return;
    const task = this.#task(place);
    const inputs =
      this.settlement.hasMoved(place) && typeof task.inputs === "function" ? readInputs(task) : null;
    if (inputs instanceof Promise) {
      this.#wait(place, inputs, (read) => this.#look(place, task, read));
    } else this.#look(place, task, inputs);
  }

  /** Looks again for its results on the disk, if something that ran may have taken them away. */
  #look(place: number, task: Task, inputs: Inputs | null): void {
    if (inputs) this.#inputs[place] = inputs;
    const own = this.#inputs[place];
    const record = this.survey.records.get(task.id);
    const again = this.settlement.hasMoved(place) && own && asksForMissing(record, own);
    const missing = again ? findMissing(task) : (this.survey.missing[place] ?? null);
    const decided = (what: string | null) => {
      this.survey.missing[place] = what;
      this.#decided(place, task, this.#decide(place, task));
    };
    if (missing instanceof Promise) this.#wait(place, missing, decided);
    else decided(missing);
  }

  #wait<Answer>(place: number, answer: Promise<Answer>, then: (answer: Answer) => void): void {
    if (this.settlement.state(place) === "want") this.settlement.step(place, "deciding");
    this.#deciding++;
    void answer.then((value) => {
      this.#deciding--;
      this.#guard(() => then(value));
    });
  }

  #decide(place: number, task: Task): Decision {
    return decide(
      {
        after: task.after,
        record: this.survey.records.get(task.id),
        inputs: this.#inputs[place] ?? { error: "never read" },
        missing: this.survey.missing[place] ?? null,
        asked: this.survey.asked.has(place),
      },
      {
        resultOf: (id) => this.settlement.resultOf(id),
        fingerprint: (digest) => this.options.store.fingerprint(digest),
      },
    );
  }

  #decided(place: number, task: Task, decision: Decision): void {
    switch (decision.kind) {
      case "fresh":
        this.#fresh(place, task);
        break;
      case "broken":
        this.#broken(place, task, decision.error);
        break;
      case "run":
        if (this.#stop) break;
        this.#hire(place, task, decision);
        this.settlement.step(place, "ready");
        if (task.work.kind === "batch") this.#batch(task.work.batch).ready.add(place);
        else this.#queue.add(task.pool ?? "", place, this.#urgency[place] ?? 0);
        break;
      case "perhaps":
        throw new Error(`task ${task.id}: all before it is settled, and still it cannot be decided`);
    }
  }

  #hire(place: number, task: Task, { change }: Extract<Decision, { kind: "run" }>): void {
    const inputs = this.#inputs[place] ?? { error: "never read" };
    this.#jobs.set(place, { place, task, inputs, change });
  }

  /** Starts what is most urgent, if a job is free. Returns whether something was started. */
  #startOne(): boolean {
    if (this.#stop || this.#active >= this.options.jobs) return false;
    const alone = this.#queue.peek();
    const batch = this.#bestBatch();
    if (batch && (!alone || batch.urgency >= alone.urgency)) this.#startBatch(batch.batch, batch.state);
    else if (alone) this.#startAlone(alone.place);
    else return false;
    return true;
  }

  #startAlone(place: number): void {
    const job = this.#jobs.get(place);
    const work = job?.task.work;
    if (!job || work?.kind !== "alone") throw new Error(`task at ${place}: ready, but has no work`);
    const pool = job.task.pool ?? "";
    this.#queue.take(pool);
    this.#employ(this.#workshop.alone(job, work.run), () => this.#queue.release(pool));
  }

  /** While tasks are being decided a batch waits: they may be of it. */
  #bestBatch() {
    if (this.#deciding > 0) return null;
    let best: { readonly batch: Batch; readonly state: BatchState; readonly urgency: number } | null = null;
    for (const [batch, state] of this.#batches) {
      if (state.running || state.ready.size === 0) continue;
      const urgency = [...state.ready].reduce((most, place) => Math.max(most, this.#urgency[place] ?? 0), 0);
      if (!best || urgency > best.urgency) best = { batch, state, urgency };
    }
    return best;
  }

  /** Every task of the batch goes that is certain to run, and waits only for tasks that go too. */
  #startBatch(batch: Batch, state: BatchState): void {
    const going = new Set(state.ready);
    for (const place of state.places) {
      if (this.settlement.state(place) !== "want" || typeof this.#task(place).inputs === "function") continue;
      const waits = (this.graph.before[place] ?? []).some(
        (need) => !this.settlement.isGood(need) && !going.has(need),
      );
      if (waits) continue;
      const decision = this.#decide(place, this.#task(place));
      if (decision.kind !== "run") continue;
      this.#hire(place, this.#task(place), decision);
      going.add(place);
    }
    const jobs = [...going].sort((a, b) => a - b).flatMap((place) => this.#jobs.get(place) ?? []);
    state.ready.clear();
    state.running = true;
    this.#employ(this.#workshop.batch(batch, jobs), () => {
      state.running = false;
    });
  }

  #employ(work: Promise<void>, after: () => void): void {
    this.#active++;
    const end = (failure: { readonly error: unknown } | null) => {
      this.#active--;
      this.#guard(() => {
        after();
        if (failure) throw failure.error;
      });
    };
    work.then(
      () => end(null),
      (error: unknown) => end({ error }),
    );
  }

  #fresh(place: number, task: Task): void {
    const result = this.survey.records.get(task.id)?.result;
    if (!result) throw new Error(`task ${task.id}: fresh without a result`);
    this.emit({ type: "task-fresh", id: task.id });
    this.settlement.good(place, "fresh", result);
  }

  #broken(place: number, task: Task, error: string): void {
    this.emit({ type: "task-failed", id: task.id, seconds: null, error, tail: [] });
    this.settlement.bad(place, "failed", { kind: "dependency", failed: task.id });
    this.#failed(task.id, asError(error));
  }

  #cancel(place: number, reason: Cancellation): void {
    this.emit({ type: "task-cancelled", id: this.#task(place).id, reason });
    this.settlement.bad(place, "cancelled", reason);
  }

  #failed(id: TaskId, error: Error): void {
    this.failures.push({ id, error });
    if (!this.options.keepGoing) this.#halt({ kind: "stopped", failed: id });
  }

  /** What runs goes on to its end; nothing new starts. The signal weighs more than a failure. */
  #halt(reason: Cancellation): void {
    if (!this.#stop || reason.kind === "interrupted") this.#stop = reason;
  }

  /** At the end, so that those behind a failure are told which one it was. */
  #cancelRest(): void {
    for (const place of this.graph.tasks.keys()) {
      if (!this.survey.wanted(place) || isSettled(this.settlement.state(place))) continue;
      const reason = this.settlement.blocked(place) ?? this.#stop;
      if (!reason) throw new Error(`task ${this.#task(place).id}: left over at the end of the run`);
      this.#cancel(place, reason);
    }
  }

  #batch(batch: Batch): BatchState {
    const known = this.#batches.get(batch);
    if (known) return known;
    const state: BatchState = { places: [], ready: new Set(), running: false };
    this.#batches.set(batch, state);
    return state;
  }

  #task(place: number): Task {
    const task = this.graph.tasks[place];
    if (!task) throw new Error(`no task at ${place}`);
    return task;
  }

  /** How every wanted task ended. */
  states(): ReadonlyMap<TaskId, TaskState> {
    const wanted = this.graph.tasks.flatMap((task, place) =>
      this.survey.wanted(place) ? [[task.id, this.settlement.state(place)] as const] : [],
    );
    return new Map(wanted);
  }
}
