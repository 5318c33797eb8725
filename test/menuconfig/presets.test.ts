import { describe, expect, it } from "vitest";
import { allCommands } from "../../src/menuconfig/commands.js";
import { commandOf, keysOf } from "../../src/menuconfig/keymap.js";
import { presetNamed, presetNames } from "../../src/menuconfig/presets/index.js";
import { keyOf } from "./support.js";

describe("presets of keys", () => {
  it("are mconf's, nconf's and vi's, and no others", () => {
    expect(presetNames).toEqual(["mconf", "nconf", "vi"]);
    expect(presetNamed("emacs")).toBeNull();
  });

  it.each(presetNames)("%s reaches every command, and none by half an arrow", (name) => {
    const keymap = presetNamed(name);
    if (keymap === null) throw new Error(`${name}: no such preset`);
    const without = allCommands.filter((command) => keysOf(keymap, command).length === 0);
    // Enter presses the button that is lit: in mconf's manner that is how rows are opened.
    expect(without).toEqual(name === "mconf" ? ["enter"] : []);
    if (name !== "nconf") expect(commandOf(keymap, keyOf("<lone-escape>"))).toBeNull();
  });

  it.each([
    ["nconf", "<f1>", "keys"],
    ["nconf", "4", "show-all"],
    ["nconf", "<f5>", "back"],
    ["nconf", "6", "save"],
    ["nconf", "<left>", "back"],
    ["nconf", "<right>", "enter"],
    ["nconf", "<lone-escape>", "back"],
    ["nconf", "j", "down"],
    ["vi", "G", "last"],
    ["vi", "g", "first"],
    ["vi", "^f", "page-down"],
    ["vi", "h", "back"],
    ["vi", "u", "undo"],
    ["vi", "/", "search"],
    ["mconf", "x", "back"],
    ["mconf", "s", "yes"],
    ["mconf", "-", "up"],
  ])("%s: %s is %s", (name, key, command) => {
    const keymap = presetNamed(name);
    expect(keymap && commandOf(keymap, keyOf(key))).toBe(command);
  });
});
