/** Starts what is ready, the most urgent first, as far as jobs and pools allow; gathers batches. */
import type { Job } from "./books.js";
import type { Graph } from "./graph.js";
import { ReadyQueue } from "./ready-queue.js";
import type { Settlement } from "./settlement.js";
import type { Batch, Task } from "./task.js";
import type { Workshop } from "./workshop.js";

interface BatchState {
  /** Its wanted tasks that were not fresh when the plan was made, in the order of the graph. */
  readonly places: number[];
  readonly ready: Map<number, Job>;
  running: boolean;
}

interface UrgentBatch {
  readonly batch: Batch;
  readonly state: BatchState;
  readonly urgency: number;
}

export interface DispatcherWorld {
  readonly graph: Graph;
  readonly settlement: Settlement;
  readonly workshop: Workshop;
  readonly jobs: number;
  readonly depthOf: (pool: string) => number;
  readonly urgency: Float64Array;
  /** A task that waits, as a job, if it is certain to run whatever it still waits for. */
  readonly certainJob: (place: number) => Job | null;
  /** A call ended; `failure` if the books of it could not be kept. */
  readonly ended: (failure: { readonly error: unknown } | null) => void;
}

export class Dispatcher {
  readonly #queue: ReadyQueue;
  readonly #alone = new Map<number, Job>();
  readonly #batches = new Map<Batch, BatchState>();
  #active = 0;

  constructor(private readonly world: DispatcherWorld) {
    this.#queue = new ReadyQueue(world.depthOf);
  }

  /** How many jobs are in use. */
  get active(): number {
    return this.#active;
  }

  /** Tells of a task that may become part of its batch; in the order of the graph. */
  expect(place: number, task: Task): void {
    if (task.work.kind === "batch") this.#batch(task.work.batch).places.push(place);
  }

  add(job: Job): void {
    const { place, task } = job;
    this.world.settlement.step(place, "ready");
    if (task.work.kind === "batch") {
      this.#batch(task.work.batch).ready.set(place, job);
      return;
    }
    this.#alone.set(place, job);
    this.#queue.add(task.pool ?? "", place, this.world.urgency[place] ?? 0);
  }

  /**
   * Starts what is most urgent, if a job is free, and says whether it did. Without `batches` those wait: a task that is
   * being decided may be of them.
   */
  startOne(batches: boolean): boolean {
    if (this.#active >= this.world.jobs) return false;
    const alone = this.#queue.peek();
    const batch = batches ? this.#bestBatch() : null;
    if (batch && (!alone || batch.urgency >= alone.urgency)) this.#startBatch(batch.batch, batch.state);
    else if (alone) this.#startAlone(alone.place);
    else return false;
    return true;
  }

  #startAlone(place: number): void {
    const job = this.#alone.get(place);
    const work = job?.task.work;
    if (!job || work?.kind !== "alone")
      throw new Error(`task at ${place}: ready, but has no work of its own`);
    const pool = job.task.pool ?? "";
    this.#queue.take(pool);
    this.#alone.delete(place);
    this.#employ(
      () => this.world.workshop.alone(job, work.run),
      () => this.#queue.release(pool),
    );
  }

  #bestBatch(): UrgentBatch | null {
    let best: UrgentBatch | null = null;
    for (const [batch, state] of this.#batches) {
      if (state.running || state.ready.size === 0) continue;
      let urgency = 0;
      for (const place of state.ready.keys()) urgency = Math.max(urgency, this.world.urgency[place] ?? 0);
      if (!best || urgency > best.urgency) best = { batch, state, urgency };
    }
    return best;
  }

  /** Every task of the batch goes that is certain to run, and waits only for tasks that go too. */
  #startBatch(batch: Batch, state: BatchState): void {
    const { graph, settlement, certainJob } = this.world;
    const going = new Map(state.ready);
    for (const place of state.places) {
      if (settlement.state(place) !== "want") continue;
      const needs = graph.before[place] ?? [];
      if (!needs.every((need) => settlement.isGood(need) || going.has(need))) continue;
      const job = certainJob(place);
      if (job) going.set(place, job);
    }
    state.ready.clear();
    state.running = true;
    const jobs = [...going.values()].sort((a, b) => a.place - b.place);
    this.#employ(
      () => this.world.workshop.batch(batch, jobs),
      () => {
        state.running = false;
      },
    );
  }

  #employ(work: () => Promise<void>, after: () => void): void {
    this.#active++;
    const end = (failure: { readonly error: unknown } | null) => {
      this.#active--;
      after();
      this.world.ended(failure);
    };
    work().then(
      () => end(null),
      (error: unknown) => end({ error }),
    );
  }

  #batch(batch: Batch): BatchState {
    const known = this.#batches.get(batch);
    if (known) return known;
    const state: BatchState = { places: [], ready: new Map(), running: false };
    this.#batches.set(batch, state);
    return state;
  }
}
