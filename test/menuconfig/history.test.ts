import { configText, createConfig, readConfiguration, readTree, setTri } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { TANGLE } from "./knows-fixture.js";
import { Menus } from "./support.js";

/** A host with one file. */
const host = { readFile: () => TANGLE, env: () => undefined, shell: () => "" };

function text(menus: Menus): string {
  return configText(menus.model.config);
}

describe("undo and redo", () => {
  it("takes back every kind of edit, one by one, and makes them again", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<enter>");
    const states = [text(menus)];
    const step = (...keys: string[]): void => {
      menus.press(...keys);
      states.push(text(menus));
    };
    step("<home>", "y");
    step("<down>", " ");
    menus.goTo("bits").press("<enter>", "^U");
    step("4", "8", "<enter>");
    menus.press("<escape>").goTo("Packages").press("<enter>").goTo("Editor").press("<enter>", "<down>");
    step(" ");
    expect(new Set(states).size).toBe(5);
    for (const state of [...states].reverse().slice(1)) expect(text(menus.press("<"))).toBe(state);
    expect(menus.press("<").lines.at(-1)).toContain("Nothing to undo");
    for (const state of states.slice(1)) expect(text(menus.press(">"))).toBe(state);
    expect(menus.press("^R").lines.at(-1)).toContain("Nothing to make again");
  });

  it("says what it took back", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<enter>", "y", "<");
    expect(menus.lines.at(-1)).toContain("Undone: THREADS: n -> y");
    expect(menus.press(">").lines.at(-1)).toContain("Made again: THREADS: n -> y");
    expect(menus.press("<down>").lines.at(-1)).not.toContain("Made again");
  });

  it("has nothing to save after going back to what is on disk, and something after going on from there", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<enter>", "y", " ", "<", "<", "<escape>", "<escape>");
    expect(menus.outcome).toBe("unchanged");
    const saved = new Menus({ kconfig: TANGLE }).press("<enter>", "y", "<f6>", "<enter>", "<escape>", "<");
    saved.press("<escape>", "<escape>");
    expect(saved.outcome).toBeNull();
    expect(saved.kind).toBe("question");
    expect(saved.press("<escape>", ">", "<escape>").outcome).toBe("unchanged");
  });

  it("forgets what was undone when something else is done", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<enter>", "y", "<", "<down>", "y", ">");
    expect(menus.lines.at(-1)).toContain("Nothing to make again");
    expect([menus.value("THREADS"), menus.value("GLIBC")]).toEqual(["n", "y"]);
  });

  it("takes back the load of another file, with the file that Save writes", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<enter>", "y", "<escape>");
    const before = text(menus);
    menus.files.loadOutcome = { ok: true, found: true, warnings: [] };
    menus.files.load = (config: unknown, path: string) => {
      readConfiguration(config as Menus["model"]["config"], "GLIBC=y\nBITS=64\n", path);
      return { ok: true, found: true, warnings: [] };
    };
    menus.press("<f7>", "^U").type("other").press("<enter>");
    expect([menus.model.path, menus.value("BITS"), menus.value("THREADS")]).toEqual(["other", "64", "n"]);
    menus.press("<");
    expect(menus.model.path).toBe(".config");
    expect(text(menus)).toBe(before);
    expect(menus.press(">").model.path).toBe("other");
    expect(menus.value("GLIBC")).toBe("y");
  });

  it("is exact where a choice has lost the value that was picked", () => {
    const kconfig = `mainmenu "m"\nconfig T\n\tbool "t"\n\tdefault y\nchoice\n\tprompt "c"\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\n\tdepends on T\nendchoice\n`;
    const menus = new Menus({ kconfig }).goTo("c (a)").press("<enter>", "<down>", " ");
    const picked = text(menus);
    menus.goTo("t (NEW)").press("n");
    expect(menus.value("A")).toBe("y");
    menus.press("<");
    expect(text(menus)).toBe(picked);
    expect(text(menus.press("<", ">"))).toBe(picked);
  });
});

describe("what computing the values touches", () => {
  it("is undone with the change before it, and made again with it", () => {
    const { config, memory } = new Menus({ kconfig: TANGLE, saved: "THREADS=y\n" }).model;
    const [glibc, threads] = ["GLIBC", "THREADS"].map((name) => config.tree.symbol(name));
    if (glibc === undefined || threads === undefined) throw new Error("not in the fixture");
    const before = config.user.clone();
    memory.history.record("glibc", () => setTri(config, glibc, 2));
    // As a choice does that loses the value that was picked: whenever it is computed.
    config.user.forget(threads);
    const after = config.user.clone();
    memory.history.undo();
    expect(config.user.differences(before)).toEqual([]);
    memory.history.redo();
    expect(config.user.differences(after)).toEqual([]);
  });
});

describe("any edits, undone to any point", () => {
  it.each([1, 2, 3])("give the values of that point (seed %i)", (seed) => {
    let state = seed;
    const next = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const menus = new Menus({ kconfig: TANGLE }).press("z");
    const pages = ["Toolchain", "Packages"];
    const seen: string[] = [text(menus)];
    for (let i = 0; i < 60; i++) {
      menus.goTo(pages[next(2)] ?? "").press("<enter>");
      for (let down = next(8); down > 0; down--) menus.press("<down>");
      menus.press("yn "[next(3)] ?? "y");
      while (menus.model.screens.length > 1) menus.press("<escape>");
      seen.push(text(menus));
    }
    const back: string[] = [];
    while (menus.model.memory.history.canUndo) {
      menus.press("<");
      back.push(text(menus));
    }
    const distinct = seen.filter((each, i) => i === 0 || each !== seen[i - 1]);
    // Steps that changed no line of the file (a default that was confirmed) are steps all the same.
    const returned = back.filter((each, i) => i === 0 || each !== back[i - 1]);
    expect([distinct.at(-1), ...returned].filter((each, i, all) => i === 0 || each !== all[i - 1])).toEqual(
      [...distinct].reverse(),
    );
    expect(back.at(-1)).toBe(configText(createFresh()));
  });
});

function createFresh(): Menus["model"]["config"] {
  const config = createConfig(readTree("Kconfig", host, "buildroot"));
  readConfiguration(config, "", ".config");
  return config;
}
