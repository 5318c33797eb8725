/** A small world in memory: files by name, tasks that make their result from one of them, and what ran. */
import {
  type Batch,
  type BatchItem,
  type BatchReport,
  digestOf,
  type RunTasksOptions,
  runTasks,
  type SchedulerEvent,
  type Task,
  taskId,
  type WorkContext,
} from "../../../src/scheduler/index.js";
import { MemoryStore } from "../../../src/scheduler/memory-store.js";

export class World {
  /** What the run takes for the time, in milliseconds. */
  clock = 0;
  readonly files = new Map<string, string>();
  readonly store = new MemoryStore();
  /** Of the last run. */
  readonly events: SchedulerEvent[] = [];
  readonly ran: string[] = [];
  /** What else the work of a task does. */
  readonly work = new Map<string, (context: WorkContext) => Promise<void>>();

  /** A task whose input is the file of its name; what comes out is the same for upper and lower case. */
  task(name: string, after: readonly string[] = [], more: Partial<Task> = {}): Task {
    return {
      id: taskId(name),
      after: after.map(taskId),
      inputs: new Map([["file", this.files.get(name) ?? ""]]),
      outputs: [],
      work: {
        kind: "alone",
        run: async (context) => {
          this.ran.push(name);
          await this.work.get(name)?.(context);
          return this.result(name);
        },
      },
      ...more,
    };
  }

  result(name: string) {
    return digestOf(`${name} ${this.files.get(name)?.toLowerCase() ?? ""}`);
  }

  /** Tasks of one batch; `run` is what a call of it does, by default all items in order. */
  batch(tasks: readonly Task[], run?: Batch["run"]): readonly Task[] {
    const all = async (items: readonly BatchItem[], report: BatchReport) => {
      for (const { id } of items) {
        report.started(id);
        this.ran.push(id);
        report.finished(id, this.result(id));
      }
    };
    const batch: Batch = { name: "make", run: run ?? all };
    return tasks.map((task) => ({ ...task, work: { kind: "batch", batch } }));
  }

  run(tasks: readonly Task[], options: Partial<RunTasksOptions> = {}) {
    this.ran.length = 0;
    this.events.length = 0;
    return runTasks(tasks, {
      store: this.store,
      jobs: 2,
      signal: new AbortController().signal,
      emit: (event) => this.events.push(event),
      now: () => this.clock,
      ...options,
    });
  }

  record(name: string) {
    return this.store.records().get(taskId(name));
  }

  /** The events of one type. */
  told<Type extends SchedulerEvent["type"]>(type: Type) {
    return this.events.filter(
      (event): event is Extract<SchedulerEvent, { type: Type }> => event.type === type,
    );
  }
}

/** A promise that the test fulfils. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export function failing(message: string) {
  return () => Promise.reject(new Error(message));
}
