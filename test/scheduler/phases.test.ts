import { describe, expect, it } from "vitest";
import { type Phase, runPhases, type TaskEvent, taskId } from "../../src/scheduler/index.js";

const never = new AbortController().signal;

function record() {
  const events: TaskEvent[] = [];
  return { events, emit: (event: TaskEvent) => events.push(event), now: () => 0 };
}

function task(name: string, after: readonly string[], run: Phase["run"] = async () => {}): Phase {
  return { id: taskId(name), after: after.map(taskId), run };
}

const names = (events: readonly TaskEvent[]) => events.map((event) => `${event.type} ${event.task}`);

describe("the runner of tasks", () => {
  it("runs a task after those it waits for, in the given order otherwise", async () => {
    const { events, ...options } = record();
    const tasks = [task("image", ["kernel", "root"]), task("root", []), task("kernel", [])];
    expect(await runPhases(tasks, { ...options, signal: never })).toEqual({ kind: "done" });
    expect(events.filter((event) => event.type === "task-finished").map((event) => event.task)).toEqual([
      "kernel",
      "root",
      "image",
    ]);
  });

  it("tells why a task runs or does not", async () => {
    const { events, ...options } = record();
    const need = async () => ({ kind: "up-to-date", reason: "its stamp is there" }) as const;
    await runPhases([{ ...task("toolchain", []), need }, task("all", ["toolchain"])], {
      ...options,
      signal: never,
    });
    expect(events.slice(0, 2)).toEqual([
      { type: "task-skipped", task: "toolchain", reason: "its stamp is there" },
      { type: "task-started", task: "all", reason: "it runs every time" },
    ]);
  });

  it("stops at a failure and tells the rest as cancelled", async () => {
    const { events, ...options } = record();
    const error = new Error("no compiler");
    const fails = task("b", [], () => Promise.reject(error));
    const result = await runPhases([task("a", []), fails, task("c", [])], { ...options, signal: never });
    expect(result).toEqual({ kind: "failed", task: "b", error });
    expect(names(events).slice(-2)).toEqual(["task-failed b", "task-cancelled c"]);
  });

  it("counts a task that returned after the signal as cancelled, not as done", async () => {
    const { events, ...options } = record();
    const controller = new AbortController();
    const interrupted = task("a", [], async () => controller.abort());
    const result = await runPhases([interrupted, task("b", [])], { ...options, signal: controller.signal });
    expect(result).toEqual({ kind: "cancelled", task: "a" });
    expect(names(events)).toEqual(["task-started a", "task-cancelled a", "task-cancelled b"]);
  });

  it.each([
    ["a circle", [task("a", ["b"]), task("b", ["a"])], "tasks wait in a circle: a -> b -> a"],
    ["an unknown name", [task("a", ["x"])], "task a: comes after x, which does not exist"],
    ["a name given twice", [task("a", []), task("a", [])], "task a: defined twice"],
  ])("refuses %s", async (_what, tasks, message) => {
    await expect(runPhases(tasks, { ...record(), signal: never })).rejects.toThrow(message);
  });
});
