import { configText } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { searchIndex } from "../../src/menuconfig/search/index-text.js";
import { TANGLE } from "./knows-fixture.js";
import { Menus } from "./support.js";

const SERVER = ["z", "<down>", "<enter>"];
const SCREENS: readonly [string, readonly string[]][] = [
  ["why an option cannot be set", [...SERVER, "<f2>"]],
  ["why a menu is shown", ["<f2>"]],
  ["what to change", [...SERVER, "<f3>"]],
  ["which value is wanted", ["<enter>", "<down>", "<down>", "<f3>"]],
  ["what stands in the way", [...SERVER, "<f3>", "n"]],
  ["what differs", ["<enter>", "y", "="]],
  ["what can be put back", ["<enter>", "y", "<delete>"]],
  ["a search", ["/", ..."server"]],
  ["a search, in its list", ["/", ..."server", "<down>", "<down>"]],
  ["a search that is no expression", ["/", ..."/(/"]],
  ["names and other finds", ["/", ..."server", "<enter>"]],
  ["bookmarks", ["*", "<down>", "*", "'"]],
  ["where one was", ["<enter>", "y", "^O"]],
  ["commands", [":"]],
  ["commands that fit", [":", ..."menu"]],
  ["all keys", ["<f1>"]],
  ["problems", ["!"]],
  ["a menu with help below it, names, and a notice", ["<enter>", "|", "^N", "y", "<"]],
  ["only what was changed", ["<enter>", "y", "<escape>", "%"]],
];

describe.each([
  [80, 24],
  [100, 30],
  [200, 60],
])("screens of %i x %i", (columns, rows) => {
  const open = (keys: readonly string[]): Menus => {
    const warnings = [".config:3:warning: symbol value 'abc' invalid for BITS"];
    const menus = new Menus({ kconfig: TANGLE, columns, rows, warnings }).press("<escape>");
    searchIndex(menus.model.config.tree).prepare(Number.POSITIVE_INFINITY);
    menus.files.texts.set(".config", configText(menus.model.config));
    return menus.press(...keys);
  };

  it.each(SCREENS)("%s", (_name, keys) => {
    expect(`\n${open(keys).text}\n`).toMatchSnapshot();
  });

  it("are exactly as large as the terminal, with the cursor on what is selected", () => {
    for (const [name, keys] of SCREENS) {
      const menus = open(keys);
      const { frame } = menus;
      expect(frame.rows, name).toHaveLength(rows);
      for (const row of frame.rows) expect(row.map(({ text }) => text).join(""), name).toHaveLength(columns);
      const { x, y } = frame.cursor;
      expect(x, name).toBeLessThan(columns);
      expect(y, name).toBeLessThan(rows);
    }
  });
});
