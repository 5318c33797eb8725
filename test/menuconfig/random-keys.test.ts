import { expect, it } from "vitest";
import { Menus } from "./support.js";

const KEYS = [
  ..."ynmsh?/zex +-0123456789abcdgGjklwtopruv",
  "<up>",
  "<down>",
  "<left>",
  "<right>",
  "<tab>",
  "<backtab>",
  "<enter>",
  "<enter>",
  "<escape>",
  "<backspace>",
  "<delete>",
  "<home>",
  "<end>",
  "<pageup>",
  "<pagedown>",
  "^C",
  "<f5>",
  "ü",
];

/** A small generator with a seed, so that a failure can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it.each([1, 2, 3, 4, 5])("any 1500 keys leave a whole screen and a valid model (seed %i)", (seed) => {
  const next = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const menus = new Menus();
  menus.files.saveOutcome = (path, force) => {
    const dice = next();
    if (dice < 0.2) return { result: "failed", why: "no space left on the device" };
    return dice < 0.5 && !force
      ? { result: "conflict", conflict: "changed", diff: [] }
      : { result: "saved", path };
  };
  for (let i = 0; i < 1500; i++) {
    if (next() < 0.02) {
      const size = { columns: 10 + Math.floor(next() * 150), rows: 3 + Math.floor(next() * 60) };
      menus.send({ type: "resize", size });
    } else menus.press(pick(KEYS));
    const { frame } = menus;
    const { columns, rows } = menus.model.size;
    expect(frame.rows).toHaveLength(rows);
    for (const row of frame.rows) expect(row.reduce((sum, span) => sum + span.text.length, 0)).toBe(columns);
    expect(frame.cursor.x).toBeGreaterThanOrEqual(0);
    expect(frame.cursor.y).toBeGreaterThanOrEqual(0);
    expect(frame.cursor.x).toBeLessThan(columns);
    expect(frame.cursor.y).toBeLessThan(rows);
    expect(menus.model.screens[0]?.kind).toBe("menu");
  }
});
