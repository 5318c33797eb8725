import { describe, expect, it } from "vitest";
import {
  type Batch,
  type BatchItem,
  type BatchReport,
  changeWords,
  digestOf,
  planTasks,
  type RunTasksOptions,
  runTasks,
  type SchedulerEvent,
  type Task,
  taskId,
} from "../../src/scheduler/index.js";
import { MemoryStore } from "../../src/scheduler/memory-store.js";

/** A small world: files by name, and tasks that copy the files they name into their result. */
function world() {
  const files = new Map<string, string>();
  const ran: string[] = [];
  const store = new MemoryStore();
  const events: SchedulerEvent[] = [];
  const alone = (name: string, after: readonly string[] = [], more: Partial<Task> = {}): Task => ({
    id: taskId(name),
    after: after.map(taskId),
    inputs: new Map([["file", files.get(name) ?? ""]]),
    outputs: [],
    work: {
      kind: "alone",
      run: async () => {
        ran.push(name);
        return digestOf(`${name} ${files.get(name)?.toLowerCase() ?? ""}`);
      },
    },
    ...more,
  });
  const run = (tasks: readonly Task[], options: Partial<RunTasksOptions> = {}) => {
    ran.length = 0;
    events.length = 0;
    return runTasks(tasks, {
      store,
      jobs: 2,
      signal: new AbortController().signal,
      emit: (event) => events.push(event),
      now: () => 0,
      ...options,
    });
  };
  return { files, ran, store, events, alone, run };
}

describe("a run", () => {
  it("runs everything at first, in order, and nothing the second time", async () => {
    const { alone, run, ran } = world();
    const tasks = () => [alone("image", ["root", "kernel"]), alone("root"), alone("kernel")];
    expect((await run(tasks())).outcome).toBe("done");
    expect(ran).toEqual(["root", "kernel", "image"]);
    expect((await run(tasks())).counts).toMatchObject({ ran: 0, fresh: 3 });
    expect(ran).toEqual([]);
  });

  it("stops where the same came out: what comes after it stays", async () => {
    const { alone, run, ran, files, events } = world();
    const tasks = () => [alone("image", ["root"]), alone("root")];
    files.set("root", "a");
    await run(tasks());
    files.set("root", "A");
    await run(tasks());
    expect(ran).toEqual(["root"]);
    expect(events.find((event) => event.type === "task-finished")).toMatchObject({ cutoff: true });
    files.set("root", "b");
    await run(tasks());
    expect(ran).toEqual(["root", "image"]);
    expect(events.filter((event) => event.type === "task-started").map((event) => event.reason)).toEqual([
      ["file: A → b"],
      ["root came out different"],
    ]);
  });

  it("has one batch make all at first, and waits for results after a change", async () => {
    const { alone, run, files, store } = world();
    const calls: string[][] = [];
    const batch: Batch = {
      name: "make",
      run: async (items: readonly BatchItem[], report: BatchReport) => {
        calls.push(items.map((item) => `${item.id}: ${changeWords(item.change)}`));
        for (const { id } of items) {
          report.started(id);
          report.finished(id, digestOf(`${id} ${files.get(id)?.toLowerCase() ?? ""}`));
        }
      },
    };
    const tasks = () =>
      [alone("image", ["b"]), alone("a"), alone("b", ["a"]), alone("c", ["b"])].map((task) =>
        task.id === "image" ? task : { ...task, work: { kind: "batch", batch } as const },
      );
    await run(tasks());
    expect(calls.splice(0)).toEqual([["a: never done here", "b: never done here", "c: never done here"]]);
    files.set("a", "x");
    expect((await planTasks(tasks(), store)).tasks.map(({ decision }) => decision.kind)).toEqual([
      "run",
      "perhaps",
      "perhaps",
      "perhaps",
    ]);
    expect((await run(tasks())).counts).toMatchObject({ ran: 2, fresh: 2 });
    expect(calls).toEqual([["a: file: (empty) → x"], ["b: a came out different"]]);
  });
});
