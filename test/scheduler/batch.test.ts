import { describe, expect, it } from "vitest";
import { type Batch, planTasks, taskId } from "../../src/scheduler/index.js";
import { failing, gate, World } from "./support/world.js";

const names = ["a", "b", "c"];

/** a, b after a, c after b in one batch, and an image after c that runs by itself. */
function build(world: World, run?: Batch["run"]) {
  const [a, b, c] = names;
  const packages = [world.task(a ?? ""), world.task(b ?? "", ["a"]), world.task(c ?? "", ["b"])];
  return [...world.batch(packages, run), world.task("image", ["c"])];
}

describe("a batch", () => {
  it("makes all in one call at first, and waits for results after a change", async () => {
    const world = new World();
    await world.run(build(world));
    expect(world.told("batch-started").map(({ ids }) => ids)).toEqual([["a", "b", "c"]]);
    expect(world.ran).toEqual(["a", "b", "c", "image"]);
    world.files.set("a", "x");
    const plan = await planTasks(build(world), world.store);
    expect(plan.tasks.map(({ decision }) => decision.kind)).toEqual(["run", "perhaps", "perhaps", "perhaps"]);
    expect((await world.run(build(world))).counts).toMatchObject({ ran: 2, fresh: 2 });
    expect(world.told("batch-started").map(({ ids }) => ids)).toEqual([["a"], ["b"]]);
  });

  it("takes with it what is certain to run behind what is certain to run", async () => {
    const world = new World();
    await world.run(build(world));
    world.files.set("a", "x");
    world.files.set("b", "y");
    await world.run(build(world));
    expect(world.told("batch-started").map(({ ids }) => ids)).toEqual([["a", "b"], ["c"]]);
    expect(world.told("task-started")[1]?.reason).toEqual(["file: (empty) → y"]);
  });

  it("does not take what waits for a task outside of it", async () => {
    const world = new World();
    const [a, b] = world.batch([world.task("a"), world.task("b", ["download"])]);
    await world.run([...[a, b].flatMap((task) => task ?? []), world.task("download")]);
    expect(world.told("batch-started").map(({ ids }) => ids)).toEqual([["a"], ["b"]]);
  });

  it("does not count the time in which an item rests", async () => {
    const world = new World();
    const batch = world.batch([world.task("a"), world.task("b")], async (items, report) => {
      for (const { id } of items) report.started(id);
      const [a, b] = items;
      if (!a || !b) throw new Error("two are expected");
      world.clock += 2000;
      report.step(a.id, null);
      world.clock += 60_000;
      report.step(a.id, "Building");
      world.clock += 3000;
      report.finished(a.id, world.result("a"));
      report.step(b.id, null);
      world.clock += 1000;
      report.finished(b.id, world.result("b"));
    });
    await world.run(batch);
    expect(world.told("task-finished").map(({ id, seconds }) => [id, seconds])).toEqual([
      ["a", 5],
      ["b", 65],
    ]);
    expect(world.told("task-step").map(({ step }) => step)).toEqual([null, "Building", null]);
  });

  it("settles each item when it is told, not at the end of the call", async () => {
    const world = new World();
    const wait = gate();
    const batch = world.batch([world.task("a"), world.task("b")], async (items, report) => {
      const [first, second] = items;
      if (!first || !second) throw new Error("two are expected");
      report.finished(first.id, world.result("a"));
      await wait.opened;
      report.finished(second.id, world.result("b"));
    });
    await world.run([...batch, world.task("early", ["a"])], {
      emit: (event) => {
        world.events.push(event);
        if (event.type === "task-finished" && event.id === "early") wait.open();
      },
    });
    expect(world.told("task-finished").map(({ id }) => id)).toEqual(["a", "early", "b"]);
  });

  it("holds an item back that is told before the one that it comes after", async () => {
    const world = new World();
    const tasks = build(world, async (items, report) => {
      for (const { id } of items.toReversed()) report.finished(id, world.result(id));
    });
    await world.run(tasks);
    expect(world.told("task-finished").map(({ id }) => id)).toEqual(["a", "b", "c", "image"]);
    expect(world.record("c")?.after).toEqual(new Map([["b", world.result("b")]]));
    expect((await world.run(tasks)).counts.fresh).toBe(4);
  });

  it("that fails for one item cancels those behind it, and leaves their records as they were", async () => {
    const world = new World();
    await world.run(build(world));
    const before = world.record("c");
    for (const name of names) world.files.set(name, "x");
    const tasks = build(world, async ([a, b], report) => {
      if (a) report.finished(a.id, world.result("a"));
      report.line("make: *** no rule", b?.id);
      if (b) report.failed(b.id, new Error("exit code 2"));
    });
    const { states } = await world.run(tasks);
    expect(Object.fromEntries(states)).toEqual({
      a: "done",
      b: "failed",
      c: "cancelled",
      image: "cancelled",
    });
    expect(world.told("task-failed")).toMatchObject([
      { id: "b", error: "exit code 2", tail: ["make: *** no rule"] },
    ]);
    expect(world.told("task-cancelled").map(({ id, reason }) => [id, reason])).toEqual([
      ["c", { kind: "dependency", failed: "b" }],
      ["image", { kind: "dependency", failed: "b" }],
    ]);
    expect(world.record("c")).toEqual(before);
    expect(world.record("b")?.state).toBe("failed");
  });

  it("leaves no record of items that never began", async () => {
    const world = new World();
    await world.run(build(world, async ([a], report) => a && report.failed(a.id, new Error("no"))));
    expect(names.map((name) => world.record(name)?.state)).toEqual(["failed", undefined, undefined]);
  });

  it("that built something on a failed item does not count it as done", async () => {
    const world = new World();
    const tasks = build(world, async ([a, b, c], report) => {
      if (b) report.finished(b.id, world.result("b"));
      if (a) report.failed(a.id, new Error("no"));
      if (c) report.finished(c.id, world.result("c"));
    });
    const { failures } = await world.run(tasks, { keepGoing: true });
    expect(failures.map(({ id, error }) => [id, error.message])).toEqual([
      ["a", "no"],
      ["b", "it was made while a failed: build it again"],
      ["c", "it was made while b failed: build it again"],
    ]);
    expect(names.map((name) => world.record(name)?.state)).toEqual(["failed", "failed", "failed"]);
  });

  it("that rejects before an item began fails the first, and the next run makes them all", async () => {
    const world = new World();
    const { failures, states } = await world.run(build(world, failing("make: command not found")));
    expect(failures).toMatchObject([{ id: "a", error: { message: "make: command not found" } }]);
    expect([...states.values()]).toEqual(["failed", "cancelled", "cancelled", "cancelled"]);
    await world.run(build(world));
    expect(world.ran).toEqual(["a", "b", "c", "image"]);
  });

  it("that rejects fails the items at work with what it says", async () => {
    const world = new World();
    const tasks = world.batch([world.task("a"), world.task("b"), world.task("c")], async ([, b], report) => {
      if (b) report.started(b.id);
      throw new Error("make: segmentation fault");
    });
    const { failures } = await world.run(tasks, { keepGoing: true });
    expect(failures.map(({ id }) => id)).toEqual(["b"]);
    expect(world.told("task-cancelled").map(({ id, reason }) => [id, reason])).toEqual([
      ["a", { kind: "stopped", failed: "b" }],
      ["c", { kind: "stopped", failed: "b" }],
    ]);
  });

  it("that names a failed item interrupts those at work beside it: they are not to blame", async () => {
    const world = new World();
    const tasks = world.batch([world.task("a"), world.task("b")], async ([a, b], report) => {
      for (const item of [a, b]) if (item) report.started(item.id);
      if (b) report.failed(b.id, new Error("no space"));
      throw new Error("make: *** [b] Error 1");
    });
    const { failures, outcome } = await world.run(tasks);
    expect(outcome).toBe("failed");
    expect(failures.map(({ id }) => id)).toEqual(["b"]);
    expect(world.told("task-interrupted").map(({ id }) => id)).toEqual(["a"]);
    expect(world.record("a")?.state).toBe("interrupted");
  });

  it("that touched an item whose turn never came leaves it interrupted, so that an undone change is no success", async () => {
    const world = new World();
    await world.run(build(world));
    for (const name of names) world.files.set(name, "x");
    const stops = build(world, async ([a, b], report) => {
      if (b) report.touched(b.id);
      if (a) report.failed(a.id, new Error("no"));
    });
    await world.run(stops);
    for (const name of names) world.files.delete(name);
    await world.run(build(world));
    expect(world.told("task-started").map(({ id, change }) => [id, change])).toEqual([
      ["a", { kind: "failed", sameInputs: false }],
      ["b", { kind: "interrupted", sameInputs: false }],
    ]);
  });

  it("that ends without a word of an item fails it", async () => {
    const world = new World();
    const { failures } = await world.run(build(world, async ([a], report) => a && report.started(a.id)));
    expect(failures.map(({ id, error }) => [id, error.message])).toEqual([
      ["a", "its command ended without a word of it: see the log"],
    ]);
  });

  it("that is interrupted leaves the item at work interrupted, and the rest as it was", async () => {
    const world = new World();
    const controller = new AbortController();
    const tasks = build(world, async ([a, b], report) => {
      if (a) report.finished(a.id, world.result("a"));
      if (b) report.started(b.id);
      controller.abort();
      throw new Error("make: *** interrupted");
    });
    const { outcome, failures } = await world.run(tasks, { signal: controller.signal });
    expect([outcome, failures]).toEqual(["interrupted", []]);
    expect(names.map((name) => world.record(name)?.state)).toEqual(["done", "interrupted", undefined]);
  });

  it("is recorded as begun, every item, before its command starts", async () => {
    const world = new World();
    let during: unknown;
    await world.run(
      build(world, async (items, report) => {
        during = names.map((name) => world.record(name)?.state);
        for (const { id } of items) report.finished(id, world.result(id));
      }),
    );
    expect(during).toEqual(["begun", "begun", "begun"]);
  });

  it("that tells the fate of a stranger, or twice, or too late, hears of it", async () => {
    const world = new World();
    const heard: string[] = [];
    const hear = (tell: () => void) => {
      try {
        tell();
      } catch (error) {
        heard.push(error instanceof Error ? error.message : "");
      }
    };
    let late = () => {};
    const tasks = build(world, async (items, report) => {
      for (const { id } of items) report.finished(id, world.result(id));
      hear(() => report.failed(taskId("a"), new Error("after all")));
      hear(() => report.started(taskId("x")));
      late = () => report.step(taskId("a"), "Building");
    });
    expect((await world.run(tasks)).outcome).toBe("done");
    hear(late);
    expect(heard).toEqual([
      "batch make: failed(a): its fate is told already: mend what reports it",
      "batch make: started(x): it is no item of this call: mend what reports it",
      "batch make: step(a): the call is over: mend what reports it",
    ]);
  });
});
