import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/menuconfig/frame.js";
import { Menus } from "./support.js";

/** What the cell under the hardware cursor is. */
function roleAtCursor({ rows, cursor }: Frame): string {
  let x = 0;
  for (const { text, role } of rows[cursor.y] ?? []) {
    x += text.length;
    if (cursor.x < x) return role;
  }
  return "outside";
}

const SCREENS: readonly (readonly [string, readonly string[]])[] = [
  ["the main menu", []],
  ["a row further down", ["<down>", "<down>"]],
  ["a menu", ["<down>", "<enter>"]],
  ["an empty menu", ["<end>", "<up>", "<enter>"]],
  ["a choice", ["<down>", "<enter>", "<enter>", "<down>"]],
  ["a value", ["<enter>"]],
  ["a value, on its button", ["<enter>", "<tab>"]],
  ["saving", ["<f6>"]],
  ["a search", ["/", "a", "l", "p"]],
  ["a search, in its list", ["/", "a", "l", "p", "<down>"]],
  ["names that match", ["/", "r", "o", "w", "<enter>"]],
  ["help", ["?"]],
  ["why", ["<f2>"]],
  ["differences", ["a", "y", "="]],
  ["all commands", [":"]],
  ["all keys", ["<f1>"]],
  ["the question before leaving", ["a", "y", "^C"]],
];

describe.each([
  [80, 24],
  [80, 19],
  [200, 60],
])("at %i x %i the cursor of the terminal", (columns, rows) => {
  it.each(SCREENS)("stands on what is selected: %s", (_name, keys) => {
    const { frame } = new Menus({ columns, rows }).press(...keys);
    expect(roleAtCursor(frame)).toMatch(/^(selected|active|field)/);
  });
});
