import { describe, expect, it } from "vitest";
import { REST, watchAndBuild } from "../../../src/cli/watch/watch-loop.js";

/** A loop whose builds, changes and time are the test's; `told` is all that happened, in order. */
function loop() {
  const told: string[] = [];
  const ending = new AbortController();
  let clock = 0;
  const timers = new Set<{ readonly at: number; readonly then: () => void }>();
  let change: (path: string) => void = () => undefined;
  let endBuild: () => void = () => undefined;
  let named: readonly string[] = [".config"];
  const ended = watchAndBuild({
    build: () => {
      told.push("build");
      return new Promise((resolve) => {
        endBuild = resolve;
      });
    },
    paths: async () => named,
    watch: (paths, changed) => {
      told.push(`look at ${paths.join(" ")}`);
      change = changed;
      return {
        set: async (next) => void told.push(`look at ${next.join(" ")}`),
        close: async () => void told.push("close"),
      };
    },
    after: (milliseconds, then) => {
      const timer = { at: clock + milliseconds, then };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    say: (text) => told.push(text),
    signal: ending.signal,
  });
  /** Lets all that waits for nothing but promises go on. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    told,
    ended,
    settle,
    stop: () => ending.abort(),
    names: (paths: readonly string[]) => {
      named = paths;
    },
    change: (path: string) => change(path),
    endBuild: async () => {
      endBuild();
      await settle();
    },
    pass: async (milliseconds: number) => {
      clock += milliseconds;
      for (const timer of [...timers].filter((one) => one.at <= clock)) {
        timers.delete(timer);
        timer.then();
      }
      await settle();
    },
    builds: () => told.filter((text) => text === "build").length,
  };
}

const waiting = "watch: waiting for changes in 1 files and folders (Ctrl-C ends)";

describe("building again when something changed", () => {
  it("builds first, and then after each change that came to rest", async () => {
    const { told, settle, endBuild, change, pass, builds } = loop();
    await settle();
    await endBuild();
    expect(told).toEqual(["look at .config", "build", "look at .config", waiting]);
    change("overlay/etc/motd");
    await pass(REST);
    expect(told.slice(4)).toEqual(["watch: changed: overlay/etc/motd", "build"]);
    await endBuild();
    await pass(10 * REST);
    expect(builds()).toBe(2);
  });

  it("waits while one change follows another, and names them all, each once", async () => {
    const { told, settle, endBuild, change, pass, builds } = loop();
    await settle();
    await endBuild();
    for (const path of ["b", "a", "b", "c"]) {
      change(path);
      await pass(REST - 1);
    }
    expect(builds()).toBe(1);
    await pass(1);
    expect(builds()).toBe(2);
    expect(told).toContain("watch: changed: a, b, c");
  });

  it("lets a build end, and builds once more for what changed meanwhile", async () => {
    const { settle, endBuild, change, pass, builds } = loop();
    await settle();
    change("a");
    await pass(REST);
    expect(builds()).toBe(1);
    await endBuild();
    expect(builds()).toBe(2);
    await endBuild();
    await pass(REST);
    expect(builds()).toBe(2);
  });

  it("waits for rest when a build ends in the middle of changes", async () => {
    const { settle, endBuild, change, pass, builds } = loop();
    await settle();
    change("a");
    await endBuild();
    expect(builds()).toBe(1);
    await pass(REST);
    expect(builds()).toBe(2);
  });

  it("looks at what the configuration names after each build", async () => {
    const { told, settle, endBuild, names } = loop();
    await settle();
    names([".config", "fragment"]);
    await endBuild();
    expect(told).toContain("look at .config fragment");
  });

  it.each([
    ["while it waits", false],
    ["after the build that is under way", true],
  ])("ends %s", async (_when, building) => {
    const { told, settle, endBuild, ended, stop, builds } = loop();
    await settle();
    if (!building) await endBuild();
    stop();
    if (building) await endBuild();
    await ended;
    expect(told.at(-1)).toBe("close");
    expect(builds()).toBe(1);
  });
});
