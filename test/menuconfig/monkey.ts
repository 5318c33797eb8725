import { expect } from "vitest";
import { allCommands } from "../../src/menuconfig/commands.js";
import { keysOf } from "../../src/menuconfig/keymap.js";
import { mouse, paste } from "../../src/menuconfig/keys.js";
import { mconfKeys } from "../../src/menuconfig/presets/mconf.js";
import type { Menus } from "./support.js";

const TYPED = [..."ynmsh?/zex +-0123456789abcdgGjklwtopruv", "ü", "(", '"', "\\"];
const OTHERS = ["<left>", "<right>", "<insert>", "<backspace>", "<lone-escape>", "<late-escape>", "<enter>"];
/** Keys that take a second: pressed seldom. */
const SLOW = new Set(keysOf(mconfKeys, "fix"));
const COMMANDS = allCommands.flatMap((command) => keysOf(mconfKeys, command)).filter((key) => !SLOW.has(key));
/** Moving is what is done most. */
const MOVES = [
  "<down>",
  "<down>",
  "<down>",
  "<up>",
  "<pagedown>",
  "<enter>",
  "<enter>",
  "<escape>",
  " ",
  "y",
];
const KEYS = [...TYPED, ...OTHERS, ...COMMANDS, ...MOVES, ...MOVES];

/** A small generator with a seed, so that a failure can be run again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Presses any keys, resizes at any time, and has a disk that fails now and then. */
export class Monkey {
  private readonly next: () => number;

  constructor(
    readonly menus: Menus,
    seed: number,
  ) {
    this.next = random(seed);
    menus.files.saveOutcome = (path, force) => {
      const dice = this.next();
      if (dice < 0.2) return { result: "failed", why: "no space left on the device" };
      return dice < 0.5 && !force
        ? { result: "conflict", conflict: "changed", diff: [] }
        : { result: "saved", path };
    };
  }

  /** Presses so many keys; after each there is a whole screen, with the cursor on it. */
  press(count: number): void {
    for (let i = 0; i < count; i++) {
      const dice = this.next();
      if (dice < 0.01) this.resize();
      else if (dice < 0.0125) this.menus.press("<f3>");
      else if (dice < 0.05) this.mouse();
      else if (dice < 0.055) this.menus.send({ type: "key", key: paste("y\nn /x\x1b") });
      else this.menus.press(this.pick(KEYS));
      this.check();
    }
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }

  private mouse(): void {
    const { columns, rows } = this.menus.model.size;
    const action = this.pick(["press", "press", "press", "wheel-up", "wheel-down"] as const);
    const [x, y] = [Math.floor(this.next() * columns), Math.floor(this.next() * rows)];
    this.menus.send({ type: "mouse", mouse: mouse(action, x, y) });
  }

  private resize(): void {
    const size = { columns: 10 + Math.floor(this.next() * 190), rows: 3 + Math.floor(this.next() * 60) };
    this.menus.send({ type: "resize", size });
  }

  private check(): void {
    const { frame, model } = this.menus;
    const { columns, rows } = model.size;
    const widths = new Set(frame.rows.map((row) => row.reduce((sum, { text }) => sum + text.length, 0)));
    const { x, y } = frame.cursor;
    const fits = x >= 0 && y >= 0 && x < columns && y < rows;
    // One comparison a key: expect() is what takes the time.
    if (fits && frame.rows.length === rows && widths.size === 1 && widths.has(columns)) {
      if (model.screens[0]?.kind === "menu") return;
    }
    expect({ rows: frame.rows.length, widths: [...widths], x, y, first: model.screens[0]?.kind }).toEqual({
      rows,
      widths: [columns],
      x: expect.any(Number),
      y: expect.any(Number),
      first: "menu",
    });
    expect(fits, "the cursor is on the screen").toBe(true);
  }
}
