import { describe, expect, it } from "vitest";
import { allCommands } from "../../src/menuconfig/commands.js";
import { commandOf, hintKey, keyLabel, keymap, keysOf } from "../../src/menuconfig/keymap.js";
import { char, ctrl, named, paste } from "../../src/menuconfig/keys.js";
import { mconfKeys } from "../../src/menuconfig/presets/mconf.js";
import { Menus } from "./support.js";

describe("a table of keys", () => {
  it("gives the command of a key, letters in upper case as in lower case", () => {
    expect(commandOf(mconfKeys, named("f2"))).toBe("why");
    expect(commandOf(mconfKeys, char("Z"))).toBe("show-all");
    expect(commandOf(mconfKeys, ctrl("r"))).toBe("redo");
    expect(commandOf(mconfKeys, char("q"))).toBeNull();
  });

  it("knows no command for a paste", () => {
    expect(commandOf(mconfKeys, paste("y"))).toBeNull();
  });

  it("tells upper case from lower case where both are given", () => {
    const vi = keymap("vi", false, { first: ["g"], last: ["G"] });
    expect([commandOf(vi, char("g")), commandOf(vi, char("G"))]).toEqual(["first", "last"]);
  });

  it("refuses a key that is given twice", () => {
    expect(() => keymap("bad", true, { up: ["k"], down: ["k"] })).toThrow('keymap bad: "k" is given twice');
  });

  it("calls keys what people call them", () => {
    expect([" ", "<f1>", "^r", "<pageup>", "?"].map(keyLabel)).toEqual([
      "Space",
      "F1",
      "Ctrl-R",
      "PageUp",
      "?",
    ]);
    expect(hintKey(mconfKeys, "undo")).toBe("<");
  });
});

describe("mconf's keys", () => {
  it("have every command but those that lists alone need, letters only for mconf's own", () => {
    const without = allCommands.filter((command) => keysOf(mconfKeys, command).length === 0);
    expect(without).toEqual(["enter"]);
    const letters = [...mconfKeys.keys.keys()].filter((spec) => /^[a-z]$/i.test(spec)).sort();
    expect(letters).toEqual(["e", "h", "m", "n", "s", "x", "y", "z"]);
  });

  it("move by half a window with Ctrl-D and Ctrl-U", () => {
    const menus = new Menus().goTo("Long list").press("<enter>", "^D");
    expect(menus.selected).toContain("row 5");
    expect(menus.press("^U").selected).toContain("row 0");
  });
});

describe("a preset without hotkeys", () => {
  it("takes letters for commands, and those left over for hotkeys", () => {
    const menus = new Menus();
    const { look } = menus.model;
    const keys = keymap("few", false, { down: ["a"], back: ["<escape>"] });
    menus.model = { ...menus.model, look: { ...look, keymap: keys } };
    expect(menus.press("a").selected).toContain("Target options");
    expect(menus.press("i").selected).toContain("Image title");
  });
});
