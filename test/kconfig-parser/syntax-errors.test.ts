import { KconfigError, readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost } from "./support.js";

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  try {
    readTree("Kconfig", memoryHost(files), "buildroot");
  } catch (error) {
    if (error instanceof KconfigError)
      return error.diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`);
    throw error;
  }
  return [];
}

describe("a syntax error", () => {
  it("says file, line, what was met and what was expected", () => {
    expect(problemsOf({ Kconfig: 'config A\n\tbool "a"\n\tdepends B\n' })).toEqual([
      "Kconfig:3: syntax error: found 'B' where 'on' was expected",
    ]);
    expect(problemsOf({ Kconfig: "config A\n\tbool\n\tdefault y &&\n" })).toEqual([
      "Kconfig:3: syntax error: found the end of the line where a symbol or a quoted value was expected",
    ]);
    expect(problemsOf({ Kconfig: "config A\n\tbool\n\tdepends on (B\n" })).toEqual([
      "Kconfig:3: syntax error: found the end of the line where ')' was expected",
    ]);
  });

  it("does not hide the ones after it, in other files too", () => {
    const files = {
      Kconfig: 'frobnicate\nsource "sub"\nconfig\nendif\n',
      sub: "config B\n\tbool\n\tselect\n",
    };
    expect(problemsOf(files)).toEqual([
      'Kconfig:1: syntax error: unknown statement "frobnicate"',
      "sub:3: syntax error: found the end of the line where a symbol or a quoted value was expected",
      "Kconfig:3: syntax error: found the end of the line where the name of a symbol was expected",
      "Kconfig:4: syntax error: unexpected 'endif': no block is open",
    ]);
  });

  it("names the block that was left open, and a block closed in another file", () => {
    expect(problemsOf({ Kconfig: 'menu "x"\nif A\n' })).toEqual([
      "Kconfig:2: syntax error: 'if' without 'endif'",
      "Kconfig:1: syntax error: 'menu' without 'endmenu'",
    ]);
    expect(problemsOf({ Kconfig: 'menu "x"\nsource "sub"\nendmenu\n', sub: "endmenu\n" })).toEqual([
      "sub:1: syntax error: 'endmenu' in different file than 'menu' (Kconfig:1)",
    ]);
  });
});

describe("a file that cannot be read", () => {
  it("is named with the line that sources it", () => {
    expect(problemsOf({ Kconfig: 'config A\n\tbool\nsource "nowhere/Config.in"\n' })).toEqual([
      'Kconfig:3: can\'t open file "nowhere/Config.in"',
    ]);
  });

  it("that sources itself is an error, with the way there", () => {
    expect(problemsOf({ Kconfig: 'source "a"\n', a: 'source "Kconfig"\n' })).toEqual([
      "a:1: Recursive inclusion detected.\nInclusion path:\n  current file : Kconfig\n  included from: a:1\n  included from: Kconfig:1",
    ]);
  });
});
