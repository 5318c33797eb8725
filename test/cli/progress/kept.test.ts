import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { timesIn, withTimes } from "../../../src/cli/progress/estimate.js";
import { historyPath, readHistory } from "../../../src/cli/progress/history.js";
import { keptBuild } from "../../../src/cli/progress/readers.js";
import { Story } from "./story.js";

let output = "";
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), "kept-"));
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

const tracePath = () => join(output, "log", "trace.json");

/** A build of two tasks beside each other, with steps. */
function build(story: Story, end = true): Story {
  story.begin(output).plan({ a: {}, b: {} }).start("a").step("a", "Configuring").pass(1);
  story.start("b").step("a", "Building").line("a", "cc a.c").pass(2).finish("a").start("c").pass(1);
  return end ? story.finish("b").fail("c", "no").end("failed") : story;
}

interface TraceEvent {
  readonly ph?: string;
  readonly ts?: number;
  readonly tid?: number;
  readonly name?: string;
  readonly args?: Record<string, unknown>;
}

function traceOf(text: string): readonly TraceEvent[] {
  return JSON.parse(text) as TraceEvent[];
}

describe("what a build leaves in OUTPUT/log", () => {
  it("is every event but the output of programs, which is in the log", () => {
    const reader = keptBuild(output);
    const { events } = build(new Story(reader.take));
    reader.end();
    expect(readHistory(output)).toEqual([events.filter((event) => event.type !== "task-line")]);
  });

  it("is there event by event: a killed build leaves all that it told, and the next one goes on below", () => {
    const killed = keptBuild(output);
    const first = build(new Story(killed.take), false);
    appendFileSync(historyPath(output), '{"type":"task-fin');
    const reader = keptBuild(output);
    const second = build(new Story(reader.take));
    reader.end();
    expect(readHistory(output).map((run) => run.length)).toEqual([
      first.events.length - 1,
      second.events.length - 1,
    ]);
  });

  it("does not grow for ever, and keeps the last build in which something ran", () => {
    const one = keptBuild(output);
    build(new Story(one.take));
    one.end();
    const line = `{"type":"build-started","time":"2026-11-21T12:00:00.000Z","text":"${"x".repeat(50_000)}"}\n`;
    appendFileSync(historyPath(output), line.repeat(400));
    expect(statSync(historyPath(output)).size).toBeGreaterThan(16e6);
    keptBuild(output).end();
    const runs = readHistory(output);
    expect(runs[0]?.some((event) => event.type === "task-started")).toBe(true);
    expect(runs).toHaveLength(401);
    const two = keptBuild(output);
    build(new Story(two.take));
    two.end();
    keptBuild(output).end();
    expect(statSync(historyPath(output)).size).toBeLessThan(5e6);
    expect(
      readHistory(output)
        .at(-1)
        ?.some((event) => event.type === "task-started"),
    ).toBe(true);
  });

  it("does not end the build when it cannot be written, and says so", () => {
    mkdirSync(join(output, "log", "events.jsonl"), { recursive: true });
    const reader = keptBuild(output);
    build(new Story(reader.take));
    reader.end();
    expect(reader.failure()?.message).toMatch(/events\.jsonl/);
  });
});

describe("the times of earlier builds", () => {
  it("tell how long a build takes whose records are gone, as far as they are not known otherwise", () => {
    const first = keptBuild(output);
    new Story(first.take).begin(output).start("a").pass(30).finish("a").start("b").pass(8).finish("b").end();
    first.end();
    const plan = new Story().plan({ a: {}, b: { seconds: 20, after: ["a"] }, c: {} }).events[0];
    if (plan?.type !== "plan-made") throw new Error("a plan is expected");
    const filled = withTimes(plan, timesIn(readHistory(output)));
    expect(filled.todo.map(({ seconds }) => seconds)).toEqual([30, 20, null]);
    expect(filled.estimate).toEqual({ run: 80, perhaps: 0, longest: 50 });
    expect(withTimes(plan, new Map()).estimate).toEqual(plan.estimate);
  });
});

describe("the trace", () => {
  it("has a lane for each task that runs beside others, steps within tasks, and reasons", () => {
    const reader = keptBuild(output);
    build(new Story(reader.take));
    reader.end();
    const events = traceOf(readFileSync(tracePath(), "utf8"));
    const spans = events.filter((event) => event.ph === "B");
    expect(spans.map(({ name, tid, ts }) => [name, tid, ts])).toEqual([
      ["a", 1, 0],
      ["Configuring", 1, 0],
      ["b", 2, 1e6],
      ["Building", 1, 1e6],
      ["c", 1, 3e6],
    ]);
    expect(spans[0]?.args).toEqual({ reason: "never done here", change: "first", estimate: null });
    const names = events.filter((event) => event.name === "thread_name").map((event) => event.args?.name);
    expect(names).toEqual(["job 1", "job 2"]);
  });

  it("closes what it opened, lane by lane, in the right order", () => {
    const reader = keptBuild(output);
    build(new Story(reader.take));
    reader.end();
    const depth = new Map<number, number>();
    for (const { ph, tid = 0 } of traceOf(readFileSync(tracePath(), "utf8"))) {
      if (ph === "B") depth.set(tid, (depth.get(tid) ?? 0) + 1);
      if (ph === "E") depth.set(tid, (depth.get(tid) ?? 0) - 1);
      expect(depth.get(tid) ?? 0).toBeGreaterThanOrEqual(0);
    }
    expect([...depth.values()]).toEqual([0, 0]);
  });

  it("gives the lane of a task that rests to another one, and opens it again", () => {
    const reader = keptBuild(output);
    const story = new Story(reader.take).begin(output).plan({ a: {}, b: {} });
    story.start("a").step("a", "Extracting").pass(1).step("a", null).start("b").pass(1);
    story.step("a", "Building").pass(1).finish("a").finish("b").end();
    reader.end();
    const spans = traceOf(readFileSync(tracePath(), "utf8")).filter((event) => event.ph === "B");
    expect(spans.map(({ name, tid }) => [name, tid])).toEqual([
      ["a", 1],
      ["Extracting", 1],
      ["b", 1],
      ["a", 2],
      ["Building", 2],
    ]);
  });

  it("can be loaded when the build was killed: only the end of the array is absent", () => {
    build(new Story(keptBuild(output).take), false);
    const text = readFileSync(tracePath(), "utf8");
    expect(text.endsWith(",\n")).toBe(true);
    expect(traceOf(`${text.slice(0, -2)}]`).filter((event) => event.ph === "B")).toHaveLength(5);
  });

  it("of the last build in which something ran is not replaced by one that had nothing to do", () => {
    mkdirSync(join(output, "log"));
    writeFileSync(tracePath(), "earlier");
    const reader = keptBuild(output);
    new Story(reader.take).begin(output).plan({}).fresh("a").end();
    reader.end();
    expect(readFileSync(tracePath(), "utf8")).toBe("earlier");
  });
});
