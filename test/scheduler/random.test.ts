import { strict as assert } from "node:assert";
import { describe, it } from "vitest";
import {
  type Batch,
  type BatchItem,
  type BatchReport,
  type Decision,
  planTasks,
  runTasks,
  type SchedulerEvent,
  type Task,
  type TaskId,
} from "../../src/scheduler/index.js";
import { Random } from "../support/random.js";
import { Model } from "./support/model.js";

type Accident = "none" | "failures" | "interrupt" | "kill" | "edit";

/** One run of a build on the model, with an accident, its promises settling in a random order. */
class Attempt {
  readonly #controller = new AbortController();
  readonly #started = new Set<TaskId>();
  readonly #random: Random;
  #edited = false;
  #busy = 0;
  /** How many events until the accident. */
  #fuse: number;

  constructor(
    readonly model: Model,
    readonly accident: Accident,
    readonly jobs: number,
    readonly keepGoing: boolean,
  ) {
    this.#random = model.random;
    this.#fuse = this.#random.below(25);
  }

  async run(): Promise<void> {
    const { model, jobs, keepGoing } = this;
    model.reborn();
    const batch: Batch = { name: "batch", run: (items, report) => this.#batch(items, report) };
    const tasks = model.tasks((name, node) =>
      node.batch
        ? { kind: "batch", batch }
        : { kind: "alone", run: ({ signal }) => this.#alone(name, signal) },
    );
    const plan = await planTasks(tasks, model.store);
    const result = await runTasks(tasks, {
      store: model.mortalStore(),
      jobs,
      keepGoing,
      signal: this.#controller.signal,
      emit: (event) => this.#heard(event),
      remove: (id) => this.#remove(id),
    });
    for (const { id, decision } of plan.tasks) this.#comparePlan(id, decision, result.outcome === "done");
    if (this.accident === "none") assert.equal(result.outcome, "done");
    if (result.outcome !== "done" || this.accident === "kill" || this.#edited) return;
    model.assertClean();
    await this.#nothingLeft(tasks);
  }

  #comparePlan(id: TaskId, decision: Decision, done: boolean): void {
    if (decision.kind === "fresh") assert(!this.#started.has(id), `${id} ran, though the plan said fresh`);
    if (decision.kind === "run" && done) assert(this.#started.has(id), `${id} did not run, as the plan said`);
  }

  async #nothingLeft(tasks: readonly Task[]): Promise<void> {
    const again = await planTasks(tasks, this.model.store);
    assert.deepEqual(again.gone, []);
    for (const { id, decision } of again.tasks) assert.equal(decision.kind, "fresh", `${id} afterwards`);
  }

  #heard(event: SchedulerEvent): void {
    if (event.type === "task-started") this.#started.add(event.id);
    if (--this.#fuse !== 0) return;
    if (this.accident === "kill") this.model.kill();
    if (this.accident === "kill" || this.accident === "interrupt") this.#controller.abort();
    if (this.accident === "edit") {
      this.#edited = true;
      const node = this.#random.pick([...this.model.nodes.values()]);
      node.input ^= 2;
    }
  }

  /** Takes a job for as long as `work` lasts. */
  async #job<Result>(work: () => Promise<Result>): Promise<Result> {
    assert(++this.#busy <= this.jobs, `${this.#busy} jobs at once`);
    try {
      return await work();
    } finally {
      this.#busy--;
    }
  }

  async #remove(id: TaskId): Promise<void> {
    this.model.spoil(id);
    await this.#turns();
    if (this.#goesWrong()) throw new Error("cannot be removed");
    this.model.remove(id);
  }

  async #turns(): Promise<void> {
    for (let turns = this.#random.below(8); turns > 0; turns--) await Promise.resolve();
  }

  #alone(name: string, signal: AbortSignal) {
    return this.#job(async () => {
      this.model.begin(name);
      await this.#turns();
      if (this.#goesWrong() || (signal.aborted && this.#random.chance(70))) {
        this.model.giveUp(name);
        throw new Error("as it happens");
      }
      return this.model.end(name);
    });
  }

  #goesWrong(): boolean {
    return this.accident === "failures" && this.#random.chance(15);
  }

  /** Like make: takes items whose dependencies among the items are done, and tells of some of them late. */
  #batch(items: readonly BatchItem[], report: BatchReport): Promise<void> {
    return this.#job(async () => {
      const { model } = this;
      const random = this.#random;
      const open = new Set(items.map(({ id }) => id));
      const late: (() => void)[] = [];
      for (const id of open)
        if (random.chance(30)) {
          report.touched(id);
          model.spoil(id);
        }
      for (;;) {
        const able = [...open].filter((id) => {
          const node = model.nodes.get(id);
          return ![...(node?.after ?? []), ...(node?.orderOnly ?? [])].some((before) =>
            open.has(before as TaskId),
          );
        });
        if (able.length === 0) break;
        const id = random.pick(able);
        report.started(id);
        model.begin(id);
        await this.#turns();
        if (report.signal.aborted) {
          model.giveUp(id);
          if (random.chance(50)) throw new Error("interrupted");
          break;
        }
        if (this.#goesWrong()) {
          model.giveUp(id);
          if (random.chance(80)) report.failed(id, new Error("as it happens"));
          if (random.chance(50)) throw new Error("make: *** as it happens");
          break;
        }
        const result = model.end(id);
        open.delete(id);
        if (random.chance(70)) report.finished(id, result);
        else late.splice(random.below(late.length + 1), 0, () => report.finished(id, result));
      }
      for (const tell of late) tell();
    });
  }
}

describe("random builds", () => {
  const seeds = Number(process.env.SCHEDULER_SEEDS ?? 200);
  const first = Number(process.env.SCHEDULER_SEED ?? 1);
  it(`leave what a clean build leaves, and make nothing twice (${seeds} walks of 12 edits)`, async () => {
    for (let seed = first; seed < first + seeds; seed++) {
      const random = new Random(seed);
      const model = new Model(random);
      try {
        for (let step = 0; step < 12; step++) {
          model.edit();
          const accident = random.pick(["none", "none", "failures", "interrupt", "kill", "edit"] as const);
          await new Attempt(model, accident, 1 + random.below(4), random.chance(50)).run();
        }
        await new Attempt(model, "none", 2, false).run();
      } catch (error) {
        throw new Error(`SCHEDULER_SEED=${seed}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
  });
});
