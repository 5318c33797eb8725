import { type DialectName, KconfigError, readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost } from "./support.js";

function errorOf(files: Readonly<Record<string, string>>, dialect: DialectName): KconfigError | null {
  try {
    readTree("Kconfig", memoryHost(files), dialect);
    return null;
  } catch (error) {
    if (error instanceof KconfigError) return error;
    throw error;
  }
}

function problemsOf(
  files: Readonly<Record<string, string>>,
  dialect: DialectName = "buildroot",
): readonly string[] {
  return errorOf(files, dialect)?.diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`) ?? [];
}

function reportOf(files: Readonly<Record<string, string>>, dialect: DialectName): readonly string[] {
  return errorOf(files, dialect)?.report ?? [];
}

describe("a syntax error", () => {
  it("is told in the words of the C tools, on the line below", () => {
    expect(problemsOf({ Kconfig: 'config A\n\tbool "a"\n\tdepends B\n' })).toEqual([
      "Kconfig:4: syntax error",
      "Kconfig:3: invalid option",
    ]);
  });

  it("says what was met and what was expected to who asks", () => {
    expect(() =>
      readTree("Kconfig", memoryHost({ Kconfig: "config A\n\tdefault y &&\n" }), "buildroot"),
    ).toThrow(
      "Kconfig:3: syntax error: found the end of the line where a symbol or a quoted value was expected",
    );
    expect(() =>
      readTree("Kconfig", memoryHost({ Kconfig: "config A\n\tdefault (B\n" }), "linux-6.12"),
    ).toThrow("Kconfig:2: syntax error: found the end of the line where ')' was expected");
  });

  it("does not hide the ones after it, in other files too", () => {
    const files = {
      Kconfig: 'frobnicate\nsource "sub"\nconfig\nendif\n',
      sub: "config B\n\tbool\n\tselect\n",
    };
    expect(problemsOf(files)).toEqual([
      "Kconfig:2: syntax error",
      'Kconfig:1: unknown statement "frobnicate"',
      "sub:4: syntax error",
      "sub:3: invalid option",
      "Kconfig:4: syntax error",
      "Kconfig:3: invalid statement",
      "Kconfig:4: unexpected end statement",
    ]);
  });

  it("is not told right after another one: only that the statement is invalid", () => {
    const kconfig = "config A B\ndefault\nselect\nconfig C\n\tbool\nendif\n";
    expect(problemsOf({ Kconfig: kconfig }, "linux-6.12")).toEqual([
      "Kconfig:1: syntax error",
      "Kconfig:1: invalid statement",
      "Kconfig:2: invalid statement",
      "Kconfig:3: invalid statement",
      "Kconfig:6: syntax error",
      "Kconfig:6: invalid statement",
    ]);
  });

  it("stands between the warnings where it was met", () => {
    const kconfig = 'config A\n\tbool "a"\n\tbool "b"\nwrong line\nconfig B\n\tbool "a"\n\tbool "b"\n';
    expect(reportOf({ Kconfig: kconfig }, "linux-6.12")).toEqual([
      "Kconfig:3:warning: prompt redefined",
      "Kconfig:4: syntax error",
      'Kconfig:4: unknown statement "wrong"',
      "Kconfig:7:warning: prompt redefined",
    ]);
  });

  it("names the block that was left open, and a block closed in another file", () => {
    expect(problemsOf({ Kconfig: 'menu "x"\nif A\nconfig B\n' })).toEqual([
      "Kconfig:4: syntax error",
      "Kconfig:3: missing end statement for this entry",
      "Kconfig:1: missing end statement for this entry",
    ]);
    expect(problemsOf({ Kconfig: 'menu "x"\nsource "sub"\n', sub: "endmenu\n" }, "linux-6.1")).toEqual([
      "sub:1: 'menu' in different file than 'menu'",
      "Kconfig:1: location of the 'menu'",
    ]);
  });

  it("in a block of the old language ends all blocks", () => {
    expect(problemsOf({ Kconfig: 'menu "x"\nif A\nendif\nfrobnicate\nendmenu\n' })).toEqual([
      "Kconfig:5: syntax error",
      "Kconfig:1: missing end statement for this entry",
      "Kconfig:4: invalid statement",
      "Kconfig:5: unexpected end statement",
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
