import { describe, expect, it } from "vitest";
import { taskId } from "../../src/scheduler/index.js";
import { failing, gate, World } from "./support/world.js";

describe("a run", () => {
  it("runs everything at first, in order, and nothing the second time", async () => {
    const world = new World();
    const tasks = [world.task("image", ["root", "kernel"]), world.task("root"), world.task("kernel")];
    expect((await world.run(tasks)).outcome).toBe("done");
    expect(world.ran).toEqual(["root", "kernel", "image"]);
    expect((await world.run(tasks)).counts).toMatchObject({ ran: 0, fresh: 3 });
    expect(world.ran).toEqual([]);
  });

  it("stops where the same came out: what comes after it stays", async () => {
    const world = new World();
    const tasks = () => [world.task("image", ["root"]), world.task("root")];
    world.files.set("root", "a");
    await world.run(tasks());
    world.files.set("root", "A");
    await world.run(tasks());
    expect(world.ran).toEqual(["root"]);
    expect(world.told("task-finished")).toMatchObject([{ id: "root", cutoff: true }]);
    expect(world.told("task-fresh")).toMatchObject([{ id: "image" }]);
    world.files.set("root", "b");
    await world.run(tasks());
    expect(world.told("task-started").map(({ id, reason }) => [id, ...reason])).toEqual([
      ["root", "file: A → b"],
      ["image", "root came out different"],
    ]);
  });

  it("waits for tasks of orderOnly, but is not run again for what came out of them", async () => {
    const world = new World();
    const tasks = () => [world.task("b", [], { orderOnly: [taskId("a")] }), world.task("a")];
    await world.run(tasks());
    expect(world.ran).toEqual(["a", "b"]);
    world.files.set("a", "other");
    await world.run(tasks());
    expect(world.ran).toEqual(["a"]);
  });

  it("asks for inputs that others make when those have settled", async () => {
    const world = new World();
    let made = "";
    world.work.set("maker", async () => {
      made = world.files.get("maker") ?? "";
    });
    const user = () =>
      world.task("user", [], { orderOnly: [taskId("maker")], inputs: () => new Map([["made", made]]) });
    const tasks = () => [world.task("maker"), user()];
    world.files.set("maker", "1");
    await world.run(tasks());
    await world.run(tasks());
    expect(world.ran).toEqual([]);
    world.files.set("maker", "2");
    await world.run(tasks());
    expect(world.told("task-started").map(({ id, reason }) => [id, ...reason])).toEqual([
      ["maker", "file: 1 → 2"],
      ["user", "made: 1 → 2"],
    ]);
  });

  it("runs only what is asked for, with all that it needs, and what is asked for though it is fresh", async () => {
    const world = new World();
    const tasks = [world.task("a"), world.task("b", ["a"]), world.task("c", ["b"])];
    const { states } = await world.run(tasks, { only: [taskId("b")] });
    expect([...states.keys()]).toEqual(["a", "b"]);
    expect(world.ran).toEqual(["a", "b"]);
    await world.run(tasks, { only: [taskId("b")], asked: [taskId("a")] });
    expect(world.told("task-started").map(({ id, reason }) => [id, ...reason])).toEqual([["a", "asked for"]]);
    await expect(world.run(tasks, { only: [taskId("x")] })).rejects.toThrow("task x: asked for, but");
  });
});

describe("jobs and pools", () => {
  it("start what has the longest way to the end first", async () => {
    const world = new World();
    let clock = 0;
    const seconds = { quick: 1, slow: 9, long: 2, longer: 8 };
    for (const [name, takes] of Object.entries(seconds))
      world.work.set(name, async () => {
        clock += takes * 1000;
      });
    const tasks = [
      world.task("quick"),
      world.task("slow"),
      world.task("long"),
      world.task("longer", ["long"]),
    ];
    const all = tasks.map(({ id }) => id);
    await world.run(tasks, { jobs: 1, now: () => clock });
    await world.run(tasks, { jobs: 1, now: () => clock, asked: all });
    expect(world.ran).toEqual(["long", "slow", "longer", "quick"]);
    expect(world.told("plan-made")[0]?.estimate).toEqual({ run: 20, perhaps: 0, longest: 10 });
  });

  it("are never exceeded", async () => {
    const world = new World();
    const now = { all: 0, net: 0 };
    const most = { all: 0, net: 0 };
    const tasks = Array.from({ length: 30 }, (_, index) => {
      const name = `t${index}`;
      const net = index % 2 === 0;
      world.work.set(name, async () => {
        most.all = Math.max(most.all, ++now.all);
        if (net) most.net = Math.max(most.net, ++now.net);
        for (let turns = 0; turns < 5 + (index % 7); turns++) await Promise.resolve();
        now.all--;
        if (net) now.net--;
      });
      return world.task(name, [], net ? { pool: "net" } : {});
    });
    await world.run(tasks, { jobs: 5, pools: new Map([["net", 2]]) });
    expect(most).toEqual({ all: 5, net: 2 });
    await expect(world.run(tasks)).rejects.toThrow("task t0: is of the pool net, which has no depth");
  });
});

describe("a failure", () => {
  it("lets what runs come to its end, starts nothing new, and says whose fault it is", async () => {
    const world = new World();
    const wait = gate();
    world.work.set("bad", async ({ line }) => {
      line("about to fail");
      await failing("no rule")();
    });
    world.work.set("good", () => wait.opened);
    const tasks = [
      world.task("bad"),
      world.task("good"),
      world.task("behind", ["bad"]),
      world.task("far", ["behind"]),
      world.task("other"),
    ];
    const run = world.run(tasks, {
      emit: (event) => {
        world.events.push(event);
        if (event.type === "task-failed") wait.open();
      },
    });
    expect((await run).outcome).toBe("failed");
    expect(world.ran).toEqual(["bad", "good"]);
    expect(world.told("task-failed")).toMatchObject([
      { id: "bad", error: "no rule", tail: ["about to fail"] },
    ]);
    expect(world.told("task-finished")).toMatchObject([{ id: "good" }]);
    expect(world.told("task-cancelled").map(({ id, reason }) => [id, reason.kind])).toEqual([
      ["behind", "dependency"],
      ["far", "dependency"],
      ["other", "stopped"],
    ]);
  });

  it("with keep-going stops only what depends on it; the next run takes it up", async () => {
    const world = new World();
    world.work.set("bad", failing("no"));
    const tasks = [world.task("bad"), world.task("behind", ["bad"]), world.task("a"), world.task("b", ["a"])];
    const { outcome, counts } = await world.run(tasks, { keepGoing: true, jobs: 1 });
    expect([outcome, world.ran]).toEqual(["failed", ["bad", "a", "b"]]);
    expect(counts).toMatchObject({ ran: 2, failed: 1, cancelled: 1 });
    expect(world.record("behind")).toBeUndefined();
    world.work.delete("bad");
    await world.run(tasks);
    expect(world.told("task-started").map(({ id, reason }) => [id, ...reason])).toEqual([
      ["bad", "failed the last time"],
      ["behind", "never done here"],
    ]);
  });

  it("of reading the inputs is the task's own, and told before it starts", async () => {
    const world = new World();
    const unreadable = world.task("a", [], { inputs: failing("file board/x: is not there") });
    await world.run([unreadable, world.task("b")], { keepGoing: true });
    expect(world.told("task-failed")).toMatchObject([
      { id: "a", seconds: null, error: "file board/x: is not there" },
    ]);
    expect(world.ran).toEqual(["b"]);
  });
});

describe("an interruption", () => {
  it("ends what runs as interrupted and starts nothing; what says that it is done, is", async () => {
    const world = new World();
    const controller = new AbortController();
    const started = gate();
    const ended = new Promise<void>((resolve) =>
      controller.signal.addEventListener("abort", () => resolve()),
    );
    world.work.set("stops", async ({ signal }) => {
      await ended;
      signal.throwIfAborted();
    });
    world.work.set("ends", async () => {
      started.open();
      await ended;
    });
    const tasks = [world.task("stops"), world.task("ends"), world.task("behind", ["ends"])];
    const run = world.run(tasks, { signal: controller.signal });
    await started.opened;
    controller.abort();
    const { outcome, states } = await run;
    expect(outcome).toBe("interrupted");
    expect(Object.fromEntries(states)).toEqual({ stops: "interrupted", ends: "done", behind: "cancelled" });
    expect(world.record("stops")?.state).toBe("interrupted");
    world.work.clear();
    await world.run(tasks);
    expect(world.told("task-started").map(({ id, change }) => [id, change])).toEqual([
      ["stops", { kind: "interrupted", sameInputs: true }],
      ["behind", { kind: "first" }],
    ]);
  });

  it("before the start cancels all", async () => {
    const world = new World();
    const { counts } = await world.run([world.task("a")], { signal: AbortSignal.abort() });
    expect([counts.cancelled, world.ran]).toEqual([1, []]);
  });
});

describe("what a run writes", () => {
  it("says before the work that it began, so that a kill is known", async () => {
    const world = new World();
    let during: string | undefined;
    world.work.set("a", async () => {
      during = world.record("a")?.state;
    });
    await world.run([world.task("a")]);
    expect(during).toBe("begun");
    expect(world.record("a")?.state).toBe("done");
  });

  it("is not that it was done, if an input changed meanwhile; its result still serves this run", async () => {
    const world = new World();
    let changed: string | null = "source tree x";
    const tasks = [world.task("a", [], { stillSame: async () => changed }), world.task("b", ["a"])];
    const { outcome, changedMeanwhile } = await world.run(tasks);
    expect([outcome, changedMeanwhile]).toEqual(["done", [{ id: "a", what: "source tree x" }]]);
    expect(world.ran).toEqual(["a", "b"]);
    expect(world.told("task-finished")[0]).toMatchObject({ id: "a", changedMeanwhile: "source tree x" });
    changed = null;
    await world.run(tasks);
    expect(world.told("task-started").map(({ id, reason }) => [id, ...reason])).toEqual([
      ["a", "an input changed while it was at work the last time"],
    ]);
    expect((await world.run(tasks)).counts.fresh).toBe(2);
  });

  it("cannot be written: what runs is told to end, and the run is rejected when it has", async () => {
    const world = new World();
    let ended = false;
    world.work.set("slow", async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      ended = true;
      throw new Error("told to end");
    });
    const write = world.store.writeAll.bind(world.store);
    world.store.writeAll = (entries) => {
      if (entries.some(({ record }) => record.id === "full")) throw new Error("no space left on the disk");
      write(entries);
    };
    const run = world.run([world.task("slow"), world.task("full"), world.task("more")]);
    await expect(run).rejects.toThrow("no space left");
    expect([ended, world.ran]).toEqual([true, ["slow"]]);
    expect(world.record("slow")?.state).toBe("interrupted");
  });
});

describe("a task that is no more", () => {
  it("is taken away before anything runs, and forgotten", async () => {
    const world = new World();
    await world.run([world.task("old"), world.task("image", ["old"])]);
    const { counts } = await world.run([world.task("image")], {
      remove: async (id, record) => {
        world.ran.push(`remove ${id} ${record.state}`);
      },
    });
    expect(counts).toMatchObject({ gone: 1, ran: 1 });
    expect(world.ran).toEqual(["remove old done", "image"]);
    expect(world.told("task-started")[0]?.reason).toEqual(["no longer comes after old"]);
    expect(world.record("old")).toBeUndefined();
  });

  it("is known in the next run if it cannot be taken away, and nothing else runs", async () => {
    const world = new World();
    await world.run([world.task("old")]);
    const { outcome, failures } = await world.run([world.task("new")], {
      remove: failing("busy"),
      keepGoing: true,
    });
    expect([outcome, world.ran]).toEqual(["failed", []]);
    expect(failures).toMatchObject([{ id: "old", error: { message: "busy" } }]);
    expect(world.record("old")).toBeDefined();
  });

  it("may take with it what others made", async () => {
    const world = new World();
    let there = true;
    const tasks = () => [world.task("image", [], { missing: () => (there ? null : "image.cpio is gone") })];
    await world.run([...tasks(), world.task("old")]);
    await world.run(tasks(), {
      remove: () => {
        there = false;
      },
    });
    expect(world.told("task-started").flatMap(({ reason }) => reason)).toEqual(["image.cpio is gone"]);
  });
});
