import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createConfig, KconfigError, openTree } from "kconfig-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configOf, symbolOf } from "../support.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kconfiglib-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The symbols of a tree on disk, in the order in which they are read; or its errors. */
function symbolsOf(files: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  try {
    const tree = openTree("Kconfig", { cwd: folder, env: {}, dialect: "kconfiglib" });
    return tree.symbols.map((s) => s.name ?? "");
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    return [error.message];
  }
}

const config = (name: string): string => `config ${name}\n\tbool\n`;

describe("what Kconfiglib adds to the language", () => {
  it("rsource starts at the folder of its file, osource needs no file, orsource both", () => {
    const files = {
      Kconfig: 'source "a/Kconfig"\nosource "nowhere"\n',
      "a/Kconfig": `rsource "Kconfig.x"\norsource "b/Kconfig"\norsource "c"\n${config("A")}`,
      "a/Kconfig.x": config("X"),
      "a/b/Kconfig": config("B"),
    };
    expect(symbolsOf(files)).toEqual(["X", "B", "A"]);
  });

  it("paths are patterns, whose files are read in the order of their names", () => {
    const files = {
      Kconfig: 'source "*/Kconfig.[ab]"\nosource "*/none*"\n',
      "two/Kconfig.a": config("TWO"),
      "one/Kconfig.b": config("ONE_B"),
      "one/Kconfig.a": config("ONE_A"),
      "one/Kconfig.c": config("NOT_THIS"),
      ".hidden/Kconfig.a": config("NOR_THIS"),
    };
    expect(symbolsOf(files)).toEqual(["ONE_A", "ONE_B", "TWO"]);
  });

  it("a pattern without a match is an error in source", () => {
    expect(symbolsOf({ Kconfig: 'source "x*"\n' })).toEqual(['Kconfig:1: no file matches "x*"']);
  });

  it("def_int, def_hex and def_string give a type and a default", () => {
    const kconfig = 'config I\n\tdef_int 5\nconfig H\n\tdef_hex 0x1f\nconfig S\n\tdef_string "text"\n';
    const values = configOf(kconfig, {}, "kconfiglib");
    expect(["I", "H", "S"].map((name) => values.stringValue(symbolOf(values, name)))).toEqual([
      "5",
      "0x1f",
      "text",
    ]);
    expect(symbolOf(values, "H").type).toBe("hex");
  });

  it("a choice may hold menus, and mainmenu may stand anywhere", () => {
    const kconfig = `${config("A")}mainmenu "Late"\nchoice NAMED\n\tprompt "c"\nmenu "m"\nconfig B\n\tbool "b"\nendmenu\nendchoice\n`;
    const tree = configOf(kconfig, {}, "kconfiglib").tree;
    expect([tree.title, tree.symbol("B")?.type]).toEqual(["Late", "bool"]);
  });

  it("has no functions of its own beyond C's: success is what the tree makes of it", () => {
    const kconfig = 'success = [$(1)]\nconfig S\n\tstring\n\tdefault "$(success,a)$(failure,b)"\n';
    const values = createConfig(configOf(kconfig, {}, "kconfiglib").tree);
    expect(values.stringValue(symbolOf(values, "S"))).toBe("[a]");
  });
});
