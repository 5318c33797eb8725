import { describe, expect, it } from "vitest";
import { runTasks, type Task } from "../../src/scheduler/index.js";
import { Random } from "../support/random.js";
import { type Child, Children } from "./support/children.js";
import { Model } from "./support/model.js";
import { gate, World } from "./support/world.js";

/** A world whose tasks are child processes. */
function processes() {
  const world = new World();
  const children = new Children();
  const task = (name: string, after: readonly string[] = [], more: Partial<Task> = {}) => {
    world.work.set(name, ({ signal }) => children.run(name, signal));
    return world.task(name, after, more);
  };
  return { world, children, task };
}

describe("tasks that are processes", () => {
  it("run beside each other as far as there are jobs", async () => {
    const { world, children, task } = processes();
    const run = world.run(
      ["a", "b", "c", "d", "e"].map((name) => task(name)),
      { jobs: 3 },
    );
    const first = await children.several(3);
    expect([...first.keys()].sort()).toEqual(["a", "b", "c"]);
    expect(children.live).toBe(3);
    first.get("b")?.exit(0);
    const fourth = await children.next();
    expect(fourth.name).toBe("d");
    first.get("a")?.exit(0);
    const fifth = await children.next();
    for (const child of [...first.values(), fourth, fifth])
      if (!["a", "b"].includes(child.name)) child.exit(0);
    expect((await run).outcome).toBe("done");
    expect(children.most).toBe(3);
  });

  it("start as soon as those before have ended, not when a level of the graph has", async () => {
    const { world, children, task } = processes();
    const run = world.run([task("a"), task("slow"), task("b", ["a"]), task("c", ["b", "slow"])]);
    const first = await children.several(2);
    first.get("a")?.exit(0);
    const b = await children.next();
    expect(b.name).toBe("b");
    b.exit(0);
    first.get("slow")?.exit(0);
    (await children.next()).exit(0);
    expect((await run).counts.ran).toBe(4);
  });

  it("end by themselves when another has failed", async () => {
    const { world, children, task } = processes();
    const told = gate();
    const run = world.run([task("bad"), task("good"), task("never")], {
      emit: (event) => event.type === "task-failed" && told.open(),
    });
    const first = await children.several(2);
    first.get("bad")?.exit(3);
    await told.opened;
    first.get("good")?.exit(0);
    expect(Object.fromEntries((await run).states)).toEqual({
      bad: "failed",
      good: "done",
      never: "cancelled",
    });
  });

  it("are ended by the signal, and are interrupted then", async () => {
    const { world, children, task } = processes();
    const controller = new AbortController();
    const run = world.run([task("a"), task("b"), task("c")], { signal: controller.signal });
    await children.several(2);
    controller.abort();
    expect(Object.fromEntries((await run).states)).toEqual({
      a: "interrupted",
      b: "interrupted",
      c: "cancelled",
    });
    expect(children.live).toBe(0);
  });
});

/** Lets the children of a run go on in a random order; some fail. */
async function drive(
  children: Children,
  run: Promise<unknown>,
  random: Random,
  failPercent: number,
): Promise<void> {
  const held: Child[] = [];
  const over = run.then(
    () => null,
    () => null,
  );
  for (;;) {
    if (held.length === 0 || (children.coming && random.chance(60))) {
      const child = await Promise.race([children.next(), over]);
      if (child === null) return;
      held.push(child);
    } else {
      const [child] = held.splice(random.below(held.length), 1);
      child?.exit(random.chance(failPercent) ? 1 : 0);
    }
  }
}

it("random graphs of processes that end in a random order leave what a clean build leaves", async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const random = new Random(seed);
    const model = new Model(random);
    for (let step = 0; step < 6; step++) {
      for (let edits = 0; edits < 3; edits++) model.edit();
      const last = step === 5;
      const children = new Children();
      const jobs = 1 + random.below(4);
      model.reborn();
      const tasks = model.tasks((name) => ({
        kind: "alone",
        run: async ({ signal }) => {
          model.begin(name);
          try {
            await children.run(name, signal);
          } catch (error) {
            model.giveUp(name);
            throw error;
          }
          return model.end(name);
        },
      }));
      const run = runTasks(tasks, {
        store: model.mortalStore(),
        jobs,
        keepGoing: random.chance(50),
        signal: new AbortController().signal,
        emit: () => {},
        remove: (id) => model.remove(id),
      });
      await drive(children, run, random, last ? 0 : 15);
      const { outcome } = await run;
      expect(children.most).toBeLessThanOrEqual(jobs);
      if (last) expect(outcome, `seed ${seed}`).toBe("done");
      if (outcome === "done") model.assertClean();
    }
  }
});
