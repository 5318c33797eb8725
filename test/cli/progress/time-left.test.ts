import { describe, expect, it } from "vitest";
import { Progress } from "../../../src/cli/progress/progress.js";
import { timeLeft } from "../../../src/cli/progress/time-left.js";
import { type Planned, Story } from "./story.js";

function started(todo: Readonly<Record<string, Planned>>, jobs: number) {
  const progress = new Progress();
  const story = new Story((event) => progress.take(event)).begin().plan(todo, jobs);
  return { progress, story, left: () => timeLeft(progress, story.now) };
}

describe("the time left", () => {
  it("is all work shared among the jobs, when nothing waits for anything", () => {
    const { left } = started({ a: { seconds: 30 }, b: { seconds: 30 }, c: { seconds: 40 } }, 2);
    expect(left()).toEqual({ seconds: 50, atMost: false });
  });

  it("is the longest chain, which no number of jobs makes quicker", () => {
    const chain = { a: { seconds: 30 }, b: { seconds: 30, after: ["a"] }, c: { seconds: 40, after: ["b"] } };
    expect(started(chain, 8).left()?.seconds).toBe(100);
  });

  it("goes down while tasks run, but one that takes longer than ever does not make it negative", () => {
    const { story, left } = started({ a: { seconds: 30 }, b: { seconds: 10, after: ["a"] } }, 1);
    story.start("a").pass(20);
    expect(left()?.seconds).toBe(20);
    story.pass(60);
    expect(left()?.seconds).toBe(10);
  });

  it("is a bound while tasks are left that perhaps need not run", () => {
    const { story, left } = started(
      { a: { seconds: 5 }, b: { seconds: 10, after: ["a"], certain: false }, c: { seconds: 1 } },
      1,
    );
    expect(left()).toEqual({ seconds: 16, atMost: true });
    story.start("a").pass(5).finish("a", { cutoff: true }).fresh("b");
    expect(left()).toEqual({ seconds: 1, atMost: false });
  });

  it("learns that one make takes its packages one by one, whatever the number of jobs", () => {
    const list = Object.fromEntries(["a", "b", "c"].map((name) => [name, { seconds: 10 }]));
    const { story, left } = started(list, 8);
    story.start("a").pass(10).finish("a").start("b");
    expect(left()?.seconds).toBe(20);
  });

  it("counts what a task has worked, not how long it has rested", () => {
    const { story, left } = started({ a: { seconds: 30 } }, 1);
    story.start("a").pass(10).step("a", null).pass(100);
    expect(left()?.seconds).toBe(20);
    story.step("a", "Building").pass(5);
    expect(left()?.seconds).toBe(15);
  });

  it("is not told when most times are unknown; a few unknown ones count like the middle one", () => {
    expect(started({ a: { seconds: 30 }, b: {}, c: {} }, 1).left()).toBeNull();
    expect(started({ a: { seconds: 30 }, b: {}, c: { seconds: 10 } }, 1).left()?.seconds).toBe(70);
    expect(started({}, 1).left()).toBeNull();
  });
});
