import { describe, expect, it } from "vitest";
import { type Plan, planTasks, type Task, type TaskRecord, taskId } from "../../src/scheduler/index.js";
import { failing, gate, World } from "./support/world.js";

/** What the plan says of each task: its change's kind if it runs, else the decision's. */
function said(plan: Plan) {
  return Object.fromEntries(
    plan.tasks.map(({ id, decision }) => [
      id,
      decision.kind === "run" ? decision.change.kind : decision.kind,
    ]),
  );
}

/** Two tasks that are done, one after the other. */
async function done(): Promise<{ world: World; tasks: () => readonly Task[] }> {
  const world = new World();
  const tasks = () => [world.task("a"), world.task("b", ["a"])];
  await world.run(tasks());
  return { world, tasks };
}

/** As the record of a run that ended otherwise. */
function rewrite(world: World, name: string, change: Partial<TaskRecord>) {
  const record = world.record(name);
  if (record) world.store.write({ ...record, ...change }, null);
}

describe("a plan", () => {
  it("finds nothing to do when all is done, and runs and writes nothing", async () => {
    const { world, tasks } = await done();
    world.ran.length = 0;
    world.store.writeAll = failing("written");
    expect(said(await planTasks(tasks(), world.store))).toEqual({ a: "fresh", b: "fresh" });
    expect(world.ran).toEqual([]);
  });

  it("says of a changed input what it was and is, and of those behind that they perhaps run", async () => {
    const { world, tasks } = await done();
    world.files.set("a", "new");
    expect((await planTasks(tasks(), world.store)).tasks.map(({ decision }) => decision)).toEqual([
      {
        kind: "run",
        change: { kind: "inputs", differences: [{ name: "file", before: "", after: "new" }], results: [] },
      },
      { kind: "perhaps", waitsFor: ["a"] },
    ]);
  });

  it.each([
    ["begun", "killed"],
    ["changed", "changed"],
    ["interrupted", "interrupted"],
    ["failed", "failed"],
  ] as const)("runs a task whose record is %s as %s, though nothing changed", async (state, kind) => {
    const { world, tasks } = await done();
    rewrite(world, "b", { state });
    expect(said(await planTasks(tasks(), world.store))).toEqual({ a: "fresh", b: kind });
  });

  it("knows whether the inputs of a failed task are still the same", async () => {
    const { world, tasks } = await done();
    rewrite(world, "b", { state: "failed" });
    const change = async () => {
      const decision = (await planTasks(tasks(), world.store)).tasks[1]?.decision;
      return decision?.kind === "run" ? decision.change : decision;
    };
    expect(await change()).toEqual({ kind: "failed", sameInputs: true });
    world.files.set("b", "mended");
    expect(await change()).toEqual({ kind: "failed", sameInputs: false });
  });

  it("runs a task for results of those before that are not what it was made with", async () => {
    const { world, tasks } = await done();
    rewrite(world, "a", { result: world.result("other") });
    expect((await planTasks(tasks(), world.store)).tasks[1]?.decision).toEqual({
      kind: "run",
      change: { kind: "results", tasks: ["a"] },
    });
  });

  it("runs a task that newly comes after another, or no longer does", async () => {
    const { world } = await done();
    const tasks = [world.task("a"), world.task("c"), world.task("b", ["c"])];
    rewrite(world, "c", {});
    await world.run([world.task("c")], { remove: () => {} });
    await world.run([world.task("a"), world.task("b", ["a"]), world.task("c")]);
    const decision = (await planTasks(tasks, world.store)).tasks[2]?.decision;
    expect(
      decision?.kind === "run" && decision.change.kind === "inputs" && decision.change.differences,
    ).toEqual([
      { name: "after c", before: null, after: "c" },
      { name: "after a", before: "a", after: null },
    ]);
  });

  it("says that something changed where the recorded fingerprint is lost", async () => {
    const { world, tasks } = await done();
    world.files.set("a", "new");
    world.store.fingerprint = () => null;
    expect((await planTasks(tasks(), world.store)).tasks[0]?.decision).toEqual({
      kind: "run",
      change: { kind: "inputs", differences: [], results: [] },
    });
  });

  it("looks for results only where nothing else decides, and says which is gone", async () => {
    const { world } = await done();
    const looked: string[] = [];
    const missing = (name: string) => () => {
      looked.push(name);
      return name === "b" ? "b.bin is gone" : null;
    };
    world.files.set("c", "never done");
    const tasks = ["a", "b", "c"].map((name) =>
      world.task(name, name === "b" ? ["a"] : [], { missing: missing(name) }),
    );
    expect(said(await planTasks(tasks, world.store))).toEqual({ a: "fresh", b: "missing", c: "first" });
    expect(looked).toEqual(["a", "b"]);
  });

  it("takes a question about results that cannot be answered for one that says no", async () => {
    const { world } = await done();
    const tasks = [world.task("a", [], { missing: failing("EACCES") })];
    expect((await planTasks(tasks, world.store)).tasks[0]?.decision).toEqual({
      kind: "run",
      change: { kind: "missing", what: "its results cannot be looked at (EACCES)" },
    });
  });

  it("says of inputs that cannot be read what is wrong, and waits if one before may mend it", async () => {
    const { world } = await done();
    const unreadable = world.task("b", ["a"], { inputs: failing("file x: is not there") });
    expect((await planTasks([world.task("a"), unreadable], world.store)).tasks[1]?.decision).toEqual({
      kind: "broken",
      error: "file x: is not there",
    });
    world.files.set("a", "new");
    expect((await planTasks([world.task("a"), unreadable], world.store)).tasks[1]?.decision).toEqual({
      kind: "perhaps",
      waitsFor: ["a"],
      unknown: "file x: is not there",
    });
  });

  it("names recorded tasks that are no more", async () => {
    const { world } = await done();
    expect((await planTasks([world.task("a")], world.store)).gone).toEqual(["b"]);
    expect(
      (await planTasks([world.task("a"), world.task("b", ["a"])], world.store, { only: [taskId("a")] })).gone,
    ).toEqual([]);
  });

  it("asks several tasks at once, but not all", async () => {
    const world = new World();
    const wait = gate();
    let asked = 0;
    const inputs = async () => {
      if (++asked === 64) wait.open();
      await wait.opened;
      return new Map<string, string>();
    };
    const tasks = Array.from({ length: 100 }, (_, index) => world.task(String(index), [], { inputs }));
    const plan = planTasks(tasks, world.store);
    expect(asked).toBe(64);
    expect((await plan).tasks).toHaveLength(100);
  });
});
