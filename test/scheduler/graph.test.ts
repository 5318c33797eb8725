import { describe, expect, it } from "vitest";
import { buildGraph, withNeeds } from "../../src/scheduler/graph.js";
import { GraphError, type Task, taskId } from "../../src/scheduler/index.js";
import { Random } from "../support/random.js";

function task(id: string, after: readonly string[] = [], more: Partial<Task> = {}): Task {
  const work = { kind: "alone", run: () => Promise.reject(new Error("never run")) } as const;
  return { id: taskId(id), after: after.map(taskId), inputs: new Map(), outputs: [], work, ...more };
}

function order(tasks: readonly Task[]): readonly string[] {
  return buildGraph(tasks).tasks.map(({ id }) => id);
}

function problems(tasks: readonly Task[]): readonly string[] {
  try {
    buildGraph(tasks);
  } catch (error) {
    if (error instanceof GraphError) return error.problems;
    throw error;
  }
  return [];
}

describe("the graph of tasks", () => {
  it("puts a task after those it needs, in the given order otherwise", () => {
    expect(order([task("image", ["kernel", "root"]), task("root"), task("kernel"), task("docs")])).toEqual([
      "kernel",
      "root",
      "image",
      "docs",
    ]);
    expect(order([task("a", [], { orderOnly: [taskId("b")] }), task("b")])).toEqual(["b", "a"]);
  });

  it("knows who comes before and behind by place, each once though it is named twice", () => {
    const graph = buildGraph([task("a"), task("b", ["a"], { orderOnly: [taskId("a")] })]);
    expect(graph.before).toEqual([[], [0]]);
    expect(graph.behind).toEqual([[1], []]);
  });

  it("names the circle, and every one of several", () => {
    expect(problems([task("a", ["b"]), task("b", ["c"]), task("c", ["b"]), task("d", ["d"])])).toEqual([
      "tasks b → c → b: each waits for the next, in a circle: take one of these dependencies away",
      "tasks d → d: each waits for the next, in a circle: take one of these dependencies away",
    ]);
  });

  it("names duplicates and dependencies that do not exist", () => {
    expect(
      problems([task("a"), task("a"), task("b", ["c"]), task("e", [], { orderOnly: [taskId("f")] })]),
    ).toEqual([
      "task a: defined twice: give one of them another name",
      "task b: comes after c, which does not exist: define it, or take it out of after",
      "task e: comes after f, which does not exist: define it, or take it out of orderOnly",
    ]);
  });

  it("takes a chain of 20,000 tasks, given from its end", () => {
    const count = 20_000;
    const chain = Array.from({ length: count }, (_, index) =>
      task(String(count - index), index + 1 === count ? [] : [String(count - index - 1)]),
    );
    expect(order(chain).slice(0, 3)).toEqual(["1", "2", "3"]);
  });

  it("respects every dependency of random graphs", () => {
    const random = new Random(4);
    for (let round = 0; round < 100; round++) {
      const count = 1 + random.below(30);
      const names = shuffled(count, random);
      const tasks = names.map((name, index) =>
        task(String(name), names.filter((_, before) => before < index && random.chance(25)).map(String)),
      );
      const given = shuffled(count, random).flatMap((index) => tasks[index] ?? []);
      const { place, tasks: ordered } = buildGraph(given);
      expect(ordered).toHaveLength(count);
      for (const { id, after } of ordered)
        for (const before of after) expect(place.get(before)).toBeLessThan(place.get(id) ?? -1);
    }
  });

  it("finds what some tasks need, and nothing else", () => {
    const graph = buildGraph([
      task("a"),
      task("b", ["a"]),
      task("c", ["b"], { orderOnly: [taskId("d")] }),
      task("d"),
      task("e", ["c"]),
    ]);
    const ids = [...withNeeds(graph, [taskId("c")], "asked for")]
      .map((place) => graph.tasks[place]?.id)
      .sort();
    expect(ids).toEqual(["a", "b", "c", "d"]);
    expect(() => withNeeds(graph, [taskId("x")], "asked for")).toThrow(
      "task x: asked for, but there is none of that name: see the list of tasks",
    );
  });
});

describe("the outputs of tasks", () => {
  const writes = (id: string, ...outputs: string[]) => task(id, [], { outputs });

  it("belong to one task, however the path is written", () => {
    expect(problems([writes("a", "out/x/"), writes("b", "out/./y/../x")])).toEqual([
      "output out/x: both a and b write it: let one of them do it",
    ]);
  });

  it("hold nothing that another writes", () => {
    expect(problems([writes("a", "out/x/deep/file"), writes("b", "out/x"), writes("c", "out/x-y")])).toEqual([
      "output out/x/deep/file: a writes it inside out/x, which only b may write: let one of them do it",
    ]);
    expect(problems([writes("a", "/"), writes("b", "/etc")])).toHaveLength(1);
  });

  it("may hold each other within one task, and have names that begin alike", () => {
    expect(
      problems([writes("a", "out", "out/x"), writes("b", "out2", "ou"), writes("c", "out.d/x")]),
    ).toEqual([]);
  });
});

function shuffled(count: number, random: Random): number[] {
  const list = Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [list[at], list[other]] = [list[other] ?? 0, list[at] ?? 0];
  }
  return list;
}
