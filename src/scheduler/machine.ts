/**
 * Takes every task of a plan to its end: as what comes before it settles, a task is decided again by the code that made
 * the plan, waits for its turn, is worked on and settles in turn.
 */
import { Books, type Job } from "./books.js";
import { asksForMissing, decide, factsOf, type Inputs } from "./decide.js";
import { Dispatcher } from "./dispatcher.js";
import type { Cancellation } from "./events.js";
import type { Graph } from "./graph.js";
import type { Happening } from "./happening.js";
import { Ledger } from "./ledger.js";
import type { Decision } from "./plan.js";
import { expectedSeconds, longestToEnd } from "./priority.js";
import { findMissing, readInputs } from "./questions.js";
import type { RunTasksOptions } from "./run-options.js";
import { Settlement } from "./settlement.js";
import type { Survey } from "./survey.js";
import type { Task, TaskId } from "./task.js";
import { isSettled, type TaskState } from "./task-state.js";
import { Workshop, type WorkshopWorld } from "./workshop.js";

export class Machine {
  readonly failures: { id: TaskId; error: Error }[] = [];
  readonly changedMeanwhile: { id: TaskId; what: string }[] = [];
  readonly #settlement: Settlement;
  readonly #inputs: (Inputs | null)[];
  readonly #missing: (string | null)[];
  readonly #books: Books;
  readonly #dispatcher: Dispatcher;
  #deciding = 0;
  #stop: Cancellation | null = null;
  #fatal: { readonly error: unknown } | null = null;
  /** Tells work to end: for the user's signal, and when the books cannot be kept, as nobody could record its result. */
  readonly #end = new AbortController();
  #inside = false;
  #over: () => void = () => {};

  constructor(
    private readonly graph: Graph,
    private readonly survey: Survey,
    private readonly decisions: readonly (Decision | null)[],
    private readonly options: RunTasksOptions,
    now: () => number,
    private readonly emit: (event: Happening) => void,
  ) {
    const settlement = new Settlement(graph, survey.wanted);
    this.#settlement = settlement;
    this.#inputs = [...survey.inputs];
    this.#missing = [...survey.missing];
    const world: WorkshopWorld = {
      settlement,
      ledger: new Ledger(options.store, survey.records, (id) => settlement.resultOf(id), now),
      records: survey.records,
      signal: this.#end.signal,
      env: options.env ?? {},
      now,
      emit,
      guard: (book) => this.#guard(book),
      failed: (id, error) => this.#failed(id, error),
      changedMeanwhile: (id, what) => this.changedMeanwhile.push({ id, what }),
      stopped: () => this.#stop,
    };
    this.#books = new Books(world);
    const seconds = expectedSeconds(graph, survey.records);
    this.#dispatcher = new Dispatcher({
      graph,
      settlement,
      workshop: new Workshop(this.#books, world),
      jobs: options.jobs,
      depthOf: (pool) => (pool === "" ? Number.POSITIVE_INFINITY : (options.pools?.get(pool) ?? 1)),
      urgency: longestToEnd(graph, (place) => {
        const kind = decisions[place]?.kind;
        return kind === "run" || kind === "perhaps" ? (seconds[place] ?? 0) : 0;
      }),
      certainJob: (place) => this.#certainJob(place),
      ended: (failure) =>
        this.#guard(() => {
          if (failure) throw failure.error;
        }),
    });
  }

  /** Resolves when every wanted task is settled; rejects if the books could not be kept (a full disk). */
  async run(): Promise<void> {
    const over = new Promise<void>((resolve) => {
      this.#over = resolve;
    });
    const { signal } = this.options;
    const interrupt = () =>
      this.#guard(() => {
        this.#stop = { kind: "interrupted" };
        this.#end.abort(signal.reason);
      });
    signal.addEventListener("abort", interrupt, { once: true });
    if (signal.aborted) this.#stop = { kind: "interrupted" };
    this.#guard(() => this.#begin());
    await over;
    signal.removeEventListener("abort", interrupt);
    if (this.#fatal) throw this.#fatal.error;
  }

  /** How every wanted task ended. */
  states(): ReadonlyMap<TaskId, TaskState> {
    const wanted = this.graph.tasks.flatMap((task, place) =>
      this.survey.wanted(place) ? [[task.id, this.#settlement.state(place)] as const] : [],
    );
    return new Map(wanted);
  }

  #begin(): void {
    for (const [place, task] of this.graph.tasks.entries()) {
      const decision = this.decisions[place];
      if (decision?.kind === "fresh") this.#fresh(place, task);
      else if (decision) this.#dispatcher.expect(place, task);
    }
    for (const place of this.decisions.keys())
      if (this.decisions[place] && this.#settlement.isClear(place)) this.#consider(place);
  }

  /**
   * Everything that comes from outside enters here: books first, then what follows from them. What comes while this is
   * going on (a reader of events that fires the signal, a batch that reports at once) is booked, and the rest is left to
   * the call around it.
   */
  #guard(book: () => void): void {
    const outermost = !this.#inside;
    this.#inside = true;
    try {
      book();
      if (outermost) this.#pump();
    } catch (error) {
      this.#fatal ??= { error };
      this.#end.abort(error);
    }
    if (!outermost) return;
    this.#endIfOver();
    this.#inside = false;
  }

  #pump(): void {
    do this.#considerAll();
    while (!this.#stop && !this.#fatal && this.#dispatcher.startOne(this.#deciding === 0));
  }

  #considerAll(): void {
    let agenda = this.#settlement.takeAgenda();
    while (agenda.length > 0) {
      for (const place of agenda) this.#consider(place);
      agenda = this.#settlement.takeAgenda();
    }
  }

  #endIfOver(): void {
    if (this.#dispatcher.active > 0 || this.#deciding > 0 || !this.#books.quiet) return;
    try {
      if (!this.#fatal) this.#cancelRest();
    } catch (error) {
      this.#fatal = { error };
    }
    this.#over();
  }

  /** All before this task is settled: whether it runs can be said now. */
  #consider(place: number): void {
    if (this.#settlement.state(place) !== "want") {
      this.#books.clear(place);
      return;
    }
    const blocked = this.#settlement.blocked(place);
    if (blocked) this.#cancel(place, blocked);
    if (blocked || this.#stop) return;
    const task = this.#task(place);
    const again = this.#settlement.hasMoved(place) && typeof task.inputs === "function";
    const inputs = again ? readInputs(task) : null;
    if (inputs instanceof Promise) this.#wait(place, inputs, (read) => this.#look(place, task, read));
    else this.#look(place, task, inputs);
  }

  /** Looks for its results again, if something that ran may have taken them away; then decides. */
  #look(place: number, task: Task, read: Inputs | null): void {
    if (read) this.#inputs[place] = read;
    const inputs = this.#inputs[place];
    const record = this.survey.records.get(task.id);
    const again = this.#settlement.hasMoved(place) && inputs && asksForMissing(record, inputs);
    const missing = again ? findMissing(task) : (this.#missing[place] ?? null);
    const decided = (what: string | null) => {
      this.#missing[place] = what;
      this.#decided(place, task, this.#decide(place, task));
    };
    if (missing instanceof Promise) this.#wait(place, missing, decided);
    else decided(missing);
  }

  #wait<Answer>(place: number, answer: Promise<Answer>, then: (answer: Answer) => void): void {
    if (this.#settlement.state(place) === "want") this.#settlement.step(place, "deciding");
    this.#deciding++;
    void answer.then((value) => {
      this.#deciding--;
      this.#guard(() => then(value));
    });
  }

  #decide(place: number, task: Task): Decision {
    const record = this.survey.records.get(task.id);
    const inputs = this.#inputs[place] ?? { error: "they were not read" };
    const missing = this.#missing[place] ?? null;
    return decide(factsOf(task, record, inputs, missing, this.survey.asked.has(place)), {
      resultOf: (id) => this.#settlement.resultOf(id),
      fingerprint: (digest) => this.options.store.fingerprint(digest),
    });
  }

  #decided(place: number, task: Task, decision: Decision): void {
    switch (decision.kind) {
      case "fresh":
        this.#fresh(place, task);
        break;
      case "broken":
        this.emit({ type: "task-failed", id: task.id, seconds: null, error: decision.error, tail: [] });
        this.#settlement.bad(place, "failed", { kind: "dependency", failed: task.id });
        this.#failed(task.id, new Error(decision.error));
        break;
      case "run":
        if (!this.#stop) this.#dispatcher.add(this.#job(place, task, decision.change));
        break;
      case "perhaps":
        throw new Error(`task ${task.id}: all before it is settled, and still it cannot be decided`);
    }
  }

  /** Inputs that others make are not known before those have settled: such a task is never certain. */
  #certainJob(place: number): Job | null {
    const task = this.#task(place);
    if (typeof task.inputs === "function") return null;
    const decision = this.#decide(place, task);
    return decision.kind === "run" ? this.#job(place, task, decision.change) : null;
  }

  #job(place: number, task: Task, change: Job["change"]): Job {
    const inputs = this.#inputs[place];
    if (!inputs || "error" in inputs) throw new Error(`task ${task.id}: runs without inputs`);
    return { place, task, inputs, change };
  }

  #fresh(place: number, task: Task): void {
    const result = this.survey.records.get(task.id)?.result;
    if (!result) throw new Error(`task ${task.id}: fresh without a result`);
    this.emit({ type: "task-fresh", id: task.id });
    this.#settlement.good(place, "fresh", result);
  }

  #cancel(place: number, reason: Cancellation): void {
    this.emit({ type: "task-cancelled", id: this.#task(place).id, reason });
    this.#settlement.bad(place, "cancelled", reason);
  }

  /** Without keep-going, what runs goes on to its end, and nothing new starts. */
  #failed(id: TaskId, error: Error): void {
    this.failures.push({ id, error });
    if (!this.options.keepGoing) this.#stop ??= { kind: "stopped", failed: id };
  }

  /** At the end, so that those behind a failure are told which one it was. */
  #cancelRest(): void {
    for (const place of this.graph.tasks.keys()) {
      if (!this.survey.wanted(place) || isSettled(this.#settlement.state(place))) continue;
      const reason = this.#settlement.blocked(place) ?? this.#stop;
      if (!reason) throw new Error(`task ${this.#task(place).id}: left over at the end of the run`);
      this.#cancel(place, reason);
    }
  }

  #task(place: number): Task {
    const task = this.graph.tasks[place];
    if (!task) throw new Error(`no task at ${place}`);
    return task;
  }
}
