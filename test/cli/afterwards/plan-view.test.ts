import { describe, expect, it } from "vitest";
import {
  estimateOf,
  isUpToDate,
  type PlanView,
  planJson,
  planLines,
} from "../../../src/cli/afterwards/plan-view.js";
import { paint } from "../../../src/cli/progress/paint.js";
import {
  type Decision,
  digestOf,
  type Plan,
  type Records,
  type Task,
  taskId,
} from "../../../src/scheduler/index.js";

function planOf(decisions: Readonly<Record<string, Decision>>, gone: readonly string[] = []): Plan {
  const tasks = Object.entries(decisions).map(([name, decision]) => ({ id: taskId(name), decision }));
  return { tasks, gone: gone.map(taskId) };
}

function viewOf(plan: Plan, more: Partial<PlanView> = {}): PlanView {
  return { plan, estimate: null, jobs: 2, notes: [], ...more };
}

const lines = (view: PlanView) => planLines(view, paint(false)).join("\n");
const waits = (...names: string[]): Decision => ({ kind: "perhaps", waitsFor: names.map(taskId) });

describe("a dry run", () => {
  it("prints each task that would run, with all its reasons, and the whole in the last line", () => {
    const differences = [
      { name: "BR2_OPTIMIZE_S", before: "n", after: "y" },
      { name: "file 0003-fix.patch", before: null, after: digestOf("x") },
    ];
    const plan = planOf(
      {
        zlib: { kind: "run", change: { kind: "inputs", differences, results: [] } },
        openssl: waits("zlib"),
        python3: waits("zlib", "openssl"),
        odd: { kind: "broken", error: "/x: no such file" },
        busybox: { kind: "fresh" },
      },
      ["lzo"],
    );
    expect(lines(viewOf(plan, { estimate: { run: 10, perhaps: 80, longest: 60 } }))).toBe(
      [
        "gone     lzo: what it made would be taken away",
        "run      zlib: BR2_OPTIMIZE_S: n → y",
        "           file 0003-fix.patch: new",
        "perhaps  openssl: if zlib comes out different",
        "perhaps  python3: if zlib comes out different",
        "broken   odd: /x: no such file",
        "1 task to run, 2 perhaps, 1 that cannot run, 1 to take away, 1 up to date; about 0:05 to 1:00 with 2 jobs",
      ].join("\n"),
    );
    expect(isUpToDate(plan)).toBe(false);
  });

  it("says that there is nothing to do", () => {
    const plan = planOf({ a: { kind: "fresh" }, b: { kind: "fresh" } });
    expect(lines(viewOf(plan))).toBe("nothing to do: 2 tasks up to date");
    expect(isUpToDate(plan)).toBe(true);
  });

  it("is data with --json", () => {
    const plan = planOf({ a: { kind: "run", change: { kind: "asked" } }, b: waits("a") }, ["c"]);
    expect(JSON.parse(JSON.stringify(planJson(viewOf(plan, { notes: ["clean build: x"] }))))).toEqual({
      counts: { run: 1, perhaps: 1, fresh: 0, broken: 0, gone: 1 },
      estimate: null,
      jobs: 2,
      notes: ["clean build: x"],
      tasks: [
        { id: "a", decision: "run", change: { kind: "asked" }, reason: ["asked for"] },
        { id: "b", decision: "perhaps", waitsFor: ["a"], unknown: null },
      ],
      gone: ["c"],
    });
  });
});

describe("the estimate of a plan", () => {
  const task = (name: string, ...after: string[]): Task => ({
    id: taskId(name),
    after: after.map(taskId),
    inputs: new Map(),
    outputs: [],
    work: { kind: "alone", run: async () => digestOf("") },
  });
  const tasks = [task("a"), task("b", "a"), task("c", "b"), task("d")];
  const run: Decision = { kind: "run", change: { kind: "first" } };
  const plan = planOf({ a: run, b: waits("a"), c: waits("a", "b"), d: run });
  const recorded = (seconds: Readonly<Record<string, number>>): Records =>
    new Map(
      Object.entries(seconds).map(([name, time]) => [
        taskId(name),
        {
          id: taskId(name),
          state: "done",
          inputs: digestOf(""),
          after: new Map(),
          result: digestOf(""),
          seconds: time,
          time: 0,
        },
      ]),
    );

  it("is the sum of what runs, of what perhaps runs, and the longest chain", () => {
    expect(estimateOf(plan, tasks, recorded({ a: 1, b: 2, c: 4, d: 8 }))).toEqual({
      run: 9,
      perhaps: 6,
      longest: 8,
    });
    expect(estimateOf(plan, tasks, recorded({ a: 4, b: 8, c: 8, d: 8 }))?.longest).toBe(20);
  });

  it("is not told when most was never timed", () => {
    expect(estimateOf(plan, tasks, recorded({ a: 1 }))).toBeNull();
    expect(estimateOf(plan, tasks, recorded({ a: 1, b: 3 }))?.run).toBe(1 + 3);
  });
});
