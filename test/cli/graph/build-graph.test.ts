import { describe, expect, it } from "vitest";
import { summarizeRun } from "../../../src/cli/afterwards/run-summary.js";
import { type BuildGraph, buildGraphOf } from "../../../src/cli/graph/build-graph.js";
import { dotOf } from "../../../src/cli/graph/dot.js";
import { digestOf, type Records, taskId } from "../../../src/scheduler/index.js";
import { Story } from "../progress/story.js";
import { madeUpBuild } from "./large.js";

/** Records whose lists hold all tasks before one, however far, as those of packages do. */
function recordsOf(after: Readonly<Record<string, readonly string[]>>): Records {
  return new Map(
    Object.entries(after).map(([name, needs]) => [
      taskId(name),
      {
        id: taskId(name),
        state: "done",
        inputs: digestOf(name),
        after: new Map(needs.map((need) => [taskId(need), digestOf(need)])),
        result: digestOf(name),
        seconds: 7,
        time: 0,
      },
    ]),
  );
}

const records = recordsOf({
  image: ["busybox", "openssl", "zlib", "m4"],
  openssl: ["zlib", "m4"],
  busybox: ["m4"],
  zlib: ["m4"],
  m4: [],
});

/** m4 is fresh; zlib and busybox beside each other; busybox takes longest, but openssl ends last. */
const story = new Story()
  .begin()
  .plan({})
  .fresh("m4")
  .start("zlib", { kind: "missing", what: "its stamp is gone" })
  .start("busybox")
  .step("busybox", "Building")
  .pass(5)
  .finish("zlib", { cutoff: true })
  .start("openssl")
  .pass(3)
  .finish("busybox")
  .pass(2)
  .finish("openssl")
  .start("image")
  .pass(1)
  .finish("image")
  .end();

const graph = buildGraphOf(summarizeRun(story.events), records, new Map([["zlib", { target: 90, host: 0 }]]));
const node = (name: string, of: BuildGraph = graph) => of.nodes.find(({ id }) => id === name);

describe("the graph of a build", () => {
  it("has each task after those that it needs, and of its dependencies the direct ones", () => {
    expect(graph.nodes.map(({ id, after }) => [id, after])).toEqual([
      ["m4", []],
      ["zlib", ["m4"]],
      ["openssl", ["zlib"]],
      ["busybox", ["m4"]],
      ["image", ["busybox", "openssl"]],
    ]);
  });

  it("says of each what became of it, when, why and how large it is", () => {
    expect(node("zlib")).toMatchObject({
      end: "done",
      start: 0,
      seconds: 5,
      reason: ["its stamp is gone"],
      cutoff: true,
      size: { target: 90, host: 0 },
    });
    expect(node("m4")).toMatchObject({ end: "fresh", start: null, seconds: 7, spans: [] });
    expect(node("openssl")?.spans).toEqual([{ start: 5, end: 10, lane: 0 }]);
    expect(node("busybox")?.steps).toEqual([{ step: "Building", at: 0 }]);
    expect(graph).toMatchObject({ seconds: 11, outcome: "done", jobs: 2, lanes: 2 });
  });

  it("finds the critical path: from what ended last, back through what each waited for last", () => {
    expect(graph.nodes.filter(({ critical }) => critical).map(({ id }) => id)).toEqual([
      "zlib",
      "openssl",
      "image",
    ]);
  });

  it("goes on through tasks that had nothing to do", () => {
    const chain = recordsOf({ a: [], b: ["a"], c: ["a", "b"] });
    const run = new Story().begin().start("a").pass(1).finish("a").fresh("b").start("c").finish("c").end();
    const found = buildGraphOf(summarizeRun(run.events), chain, new Map());
    expect(found.nodes.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("shows what failed, what was not begun for it, and what a killed build left open", () => {
    const run = new Story().begin().plan({ a: {}, b: { after: ["a"] }, c: {} });
    run.start("a").start("c").pass(3).fail("a", "exit code 2").cancel("b", "a");
    const found = buildGraphOf(summarizeRun(run.events), new Map(), new Map());
    expect(node("a", found)).toMatchObject({ end: "failed", error: "exit code 2", seconds: 3 });
    expect(node("b", found)).toMatchObject({ end: "cancelled", after: ["a"] });
    expect(node("c", found)).toMatchObject({ end: "killed", seconds: 3 });
  });

  it("puts tasks that ran beside each other in different rows, in as few as there were jobs", () => {
    const { events, records: many } = madeUpBuild(300, "/out");
    const found = buildGraphOf(summarizeRun(events), many, new Map());
    expect(found.lanes).toBe(4);
    for (let lane = 0; lane < found.lanes; lane++) {
      const spans = found.nodes
        .flatMap((one) => one.spans)
        .filter((span) => span.lane === lane)
        .map((span) => [span.start, span.end] as const)
        .sort((a, b) => a[0] - b[0]);
      for (const [index, [start]] of spans.entries())
        expect(start).toBeGreaterThanOrEqual((spans[index - 1]?.[1] ?? 0) - 1e-6);
    }
    const place = new Map(found.nodes.map(({ id }, index) => [id, index]));
    for (const [index, one] of found.nodes.entries())
      for (const need of one.after) expect(place.get(need)).toBeLessThan(index);
  });
});

describe("a task that rests", () => {
  const run = new Story().begin().start("a").step("a", "Extracting").pass(2).step("a", null);
  run.start("b").pass(5).finish("b").step("a", "Building").pass(1).finish("a").end();
  const found = buildGraphOf(summarizeRun(run.events), recordsOf({ a: ["b"], b: [] }), new Map());

  it("leaves its row to others meanwhile", () => {
    expect(found.lanes).toBe(1);
    expect(node("a", found)?.spans).toEqual([
      { start: 0, end: 2, lane: 0 },
      { start: 7, end: 8, lane: 0 },
    ]);
  });

  it("is on the critical path by when it ended, with what it rested for", () => {
    expect(found.nodes.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("the graph for Graphviz", () => {
  it("has a node a task, an edge a dependency, and the critical path in bold", () => {
    const text = dotOf(graph);
    expect(text).toMatch(/^digraph build \{\n/);
    expect(text).toContain('"zlib" [label="zlib\\n0:05", fillcolor="#b7e1c0", penwidth=2.5];');
    expect(text).toContain('"zlib" -> "openssl" [penwidth=2.5];\n');
    expect(text).toContain('"busybox" -> "image";\n');
    expect(text.match(/->/g)).toHaveLength(5);
  });

  it("keeps names whole, whatever is in them", () => {
    const odd = { ...graph, nodes: graph.nodes.slice(0, 1).map((one) => ({ ...one, id: taskId('a"b\\c') })) };
    expect(dotOf(odd)).toContain('"a\\"b\\\\c" [');
  });
});
