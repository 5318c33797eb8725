import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { runPlain } from "../../src/menuconfig/plain/run.js";
import { presetNamed, presetNames } from "../../src/menuconfig/presets/index.js";
import { TANGLE } from "./knows-fixture.js";
import { Monkey, random } from "./monkey.js";
import { Menus } from "./support.js";

it.each([1, 2, 3, 4, 5])("any 1500 keys leave a whole screen and a valid model (seed %i)", (seed) => {
  new Monkey(new Menus(), seed).press(1500);
});

it.each(presetNames)("any 700 keys in the manner of %s, with menus that open in their place", (name) => {
  const keymap = presetNamed(name);
  if (keymap === null) throw new Error(`${name}: no such preset`);
  new Monkey(new Menus({ look: { keymap, expanded: new Set() } }), 11).press(700);
});

it.each([21, 22, 23])("any 400 lines, in place of keys (seed %i)", async (seed) => {
  const next = random(seed);
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)] ?? "";
  const words = [
    "",
    "1",
    "2",
    "3",
    "4",
    "9",
    "y 4",
    "n 4",
    "t 2",
    "3=7",
    "1=abc",
    "? 1",
    "?",
    "w 3",
    "/row",
    "/",
    "b",
    "z",
  ];
  const lines = Array.from({ length: 400 }, () =>
    pick([...words, "u", "r", "d", "s", "l x", "t", "c", "m 1 2", "no", '""']),
  );
  const menus = new Menus();
  const input = Readable.from([lines.join("\n")]);
  const ending = await runPlain(menus.model, { input, write: () => {}, prompt: false }, menus.files);
  expect(["user", "end"]).toContain(ending.by);
});

it.each([6, 7])("any 500 keys among options that stand in each other's way (seed %i)", (seed) => {
  const menus = new Menus({ kconfig: TANGLE });
  new Monkey(menus, seed).press(500);
  expect(menus.model.screens.length).toBeGreaterThan(0);
});
