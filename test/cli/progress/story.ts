/** Events of builds, written by hand: a clock that the test moves, and each event with what it need not care about. */
import type { ImageEvent } from "../../../src/buildroot/incremental/events.js";
import { type Change, changeWords, type Digest, digestOf, taskId } from "../../../src/scheduler/index.js";

/** 2026-11-21 12:00:00 UTC, in milliseconds. */
export const NOON = Date.UTC(2026, 10, 21, 12);

export interface Planned {
  readonly seconds?: number | null;
  readonly after?: readonly string[];
  readonly certain?: boolean;
}

export class Story {
  readonly events: ImageEvent[] = [];
  now = NOON;
  readonly #started = new Map<string, number>();

  constructor(readonly hear: (event: ImageEvent) => void = () => undefined) {}

  pass(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  begin(output = "/out"): this {
    return this.#tell({
      type: "build-started",
      time: this.now,
      output,
      log: `${output}/log/build.log`,
      target: null,
    });
  }

  plan(todo: Readonly<Record<string, Planned>>, jobs = 2, fresh = 0): this {
    const list = Object.entries(todo).map(([name, { seconds = null, after = [], certain = true }]) => ({
      id: taskId(name),
      certain,
      after: after.map(taskId),
      seconds,
    }));
    const sum = (certain: boolean) =>
      list.reduce((all, task) => all + (task.certain === certain ? (task.seconds ?? 1) : 0), 0);
    const run = list.filter((task) => task.certain).length;
    return this.#tell({
      type: "plan-made",
      time: this.now,
      counts: { run, perhaps: list.length - run, fresh, broken: 0, gone: 0 },
      estimate: { run: sum(true), perhaps: sum(false), longest: sum(true) },
      jobs,
      todo: list,
    });
  }

  start(name: string, change: Change = { kind: "first" }, estimate: number | null = null): this {
    this.#started.set(name, this.now);
    return this.#tell({
      type: "task-started",
      time: this.now,
      id: taskId(name),
      batch: null,
      change,
      reason: changeWords(change),
      estimate,
    });
  }

  /** null: it rests. */
  step(name: string, step: string | null): this {
    return this.#tell({ type: "task-step", time: this.now, id: taskId(name), step });
  }

  line(name: string, text: string): this {
    return this.#tell({ type: "task-line", time: this.now, id: taskId(name), batch: null, text });
  }

  finish(name: string, more: { cutoff?: boolean; result?: Digest; changedMeanwhile?: string } = {}): this {
    return this.#tell({
      type: "task-finished",
      time: this.now,
      id: taskId(name),
      seconds: this.#took(name),
      result: more.result ?? digestOf(name),
      cutoff: more.cutoff ?? false,
      changedMeanwhile: more.changedMeanwhile ?? null,
    });
  }

  fresh(name: string): this {
    return this.#tell({ type: "task-fresh", time: this.now, id: taskId(name) });
  }

  fail(name: string, error: string, tail: readonly string[] = []): this {
    const seconds = this.#took(name);
    return this.#tell({ type: "task-failed", time: this.now, id: taskId(name), seconds, error, tail });
  }

  cancel(name: string, failed: string): this {
    const reason = { kind: "dependency", failed: taskId(failed) } as const;
    return this.#tell({ type: "task-cancelled", time: this.now, id: taskId(name), reason });
  }

  end(outcome: "done" | "failed" | "interrupted" = "done", images = true): this {
    const of = (type: ImageEvent["type"]) => this.events.filter((event) => event.type === type).length;
    const seconds = (this.now - (this.events[0]?.time ?? this.now)) / 1000;
    this.#tell({
      type: "run-finished",
      time: this.now,
      outcome,
      seconds,
      counts: {
        ran: of("task-finished"),
        fresh: of("task-fresh"),
        failed: of("task-failed"),
        interrupted: of("task-interrupted"),
        cancelled: of("task-cancelled"),
        gone: of("task-gone"),
      },
    });
    const log = "/out/log/build.log";
    if (outcome === "interrupted")
      return this.#tell({ type: "build-interrupted", time: this.now, signal: "SIGINT", log });
    if (outcome === "failed") {
      const first = this.events.find((event) => event.type === "task-failed");
      const task = first?.type === "task-failed" ? first.id : null;
      const message = `${task}: failed: see the lines above, and run the same command again`;
      return this.#tell({ type: "build-failed", time: this.now, message, exitCode: 8, task, log });
    }
    const files = images ? [{ name: "bzImage", bytes: 7_340_032 }] : [];
    return this.#tell({ type: "build-finished", time: this.now, seconds, images: files, log });
  }

  other(event: ImageEvent): this {
    return this.#tell(event);
  }

  #took(name: string): number {
    return (this.now - (this.#started.get(name) ?? this.now)) / 1000;
  }

  #tell(event: ImageEvent): this {
    this.events.push(event);
    this.hear(event);
    return this;
  }
}
