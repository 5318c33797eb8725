import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatDiagnostic, formatWarning, type Host, KconfigError, openTree, readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost } from "../support.js";

interface Reading {
  /** What $(info,…) printed. */
  readonly out: string;
  /** Warnings and errors. */
  readonly err: readonly string[];
}

function read(kconfig: string, host: Partial<Host> = {}): Reading {
  const all = { ...memoryHost({ Kconfig: kconfig }, { HOME: "/home/me" }), ...host };
  try {
    const tree = readTree("Kconfig", all, "linux-6.12");
    return { out: tree.reading.output.join(""), err: tree.warnings.map(formatWarning) };
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    return {
      out: error.output.join(""),
      err: [...error.warnings.map(formatWarning), ...error.diagnostics.map(formatDiagnostic)],
    };
  }
}

const info = (...lines: string[]): string => read(`${lines.join("\n")}\n`).out;

// What each text gives was seen in runs of the C programs of Linux 6.1 and 6.12.
describe("variables", () => {
  it("= keeps the text and expands it at each use, := expands it once", () => {
    expect(info("X := 1", "R = $(X)", "S := $(X)", "X := 2", "$(info,$(R) $(S))")).toBe("2 1\n");
  });

  it("+= adds with a blank in the way of the first assignment, and is = for a new variable", () => {
    expect(info("X := 1", "S := a", "S += $(X)", "R += $(X)", "X := 2", "$(info,$(S))", "$(info,$(R))")).toBe(
      "a 1\n2\n",
    );
  });

  it("the old value is gone before := expands the new one", () => {
    expect(info("D := 1", "D := $(D)2", "$(info,[$(D)])")).toBe("[2]\n");
  });

  it("the value is the rest of the line, comment signs and blanks at its end included", () => {
    expect(info("Y := \t1 # c ", "$(info,[$(Y)])")).toBe("[1 # c ]\n");
  });

  it("come before built-in functions and the environment; an unknown name is empty", () => {
    expect(
      info("$(info,$(HOME)|$(nobody)|)", "HOME = mine", "filename = $(1)!", "$(info,$(HOME) $(filename,x))"),
    ).toBe("/home/me||\nmine x!\n");
  });

  it("a name may be put together", () => {
    expect(info("A := X", "$(A)$(A) := 5", "$(info,$(XX) $($(A)X))")).toBe("5 5\n");
  });

  it("are not assigned right after a help text, as in C", () => {
    expect(read("config A\n\tbool\n\thelp\n\t  Text.\nX = 1\n").err).toEqual([
      "Kconfig:5: syntax error",
      'Kconfig:5: unknown statement "X"',
    ]);
  });
});

describe("functions", () => {
  it("have parameters by number; blanks and parentheses are theirs, a missing one is empty", () => {
    expect(info("f = [$(1)|$(2)|$(3)]", "$(info,$(f, a ,(b,c)))")).toBe("[ a |(b,c)|]\n");
  });

  it("filename, lineno and warning-if know the place", () => {
    expect(read("\n$(warning-if,y,$(filename):$(lineno))\n$(warning-if,m,not this)\n").err).toEqual([
      "Kconfig:2: Kconfig:2",
    ]);
  });

  it("error-if stops at once", () => {
    expect(read("$(info,before)\n$(error-if,y,no compiler)\n$(info,after)\nfrob\n")).toEqual({
      out: "before\n",
      err: ["Kconfig:2: no compiler"],
    });
  });

  it("shell runs /bin/sh in the folder of the tree: newlines become blanks, those at the end are cut", () => {
    const folder = mkdtempSync(join(tmpdir(), "macros-"));
    try {
      const lines = [
        "$(info,[$(shell,printf '\\n\\na\\nb\\n\\n')])",
        "$(info,$(shell,cat note; false))",
        "$(info,$(shell,echo $WHO; kill -9 $$))",
        "$(info,[$(shell,printf 'x\\0y')])",
        "$(info,[$(shell,yes | head -c 5000 | wc -c)])",
      ];
      writeFileSync(join(folder, "Kconfig"), `${lines.join("\n")}\n`);
      writeFileSync(join(folder, "note"), "from a file\n");
      const env = { PATH: process.env.PATH, WHO: "me" };
      const tree = openTree("Kconfig", { cwd: folder, env, dialect: "linux-6.12" });
      expect(tree.reading.output.join("")).toBe("[  a b]\nfrom a file\nme\n[x]\n[5000]\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("shell gives no more than 4095 bytes, whatever the command prints", () => {
    const folder = mkdtempSync(join(tmpdir(), "macros-"));
    try {
      writeFileSync(join(folder, "Kconfig"), "X := $(shell,yes aaaaaaa)\n$(info,$(X))\n");
      const env = { PATH: process.env.PATH };
      const tree = openTree("Kconfig", { cwd: folder, env, dialect: "linux-6.12" });
      expect(tree.reading.output.join("")).toHaveLength(4095 + 1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ["$(info)", "too few function arguments passed to 'info'"],
    ["$(info,a,b)", "too many function arguments passed to 'info'"],
    ["$(filename,)", "too many function arguments passed to 'filename'"],
    [`$(f${",".repeat(16)})`, "too many function arguments"],
    ["$(info,a", "unterminated reference to 'info,a': missing ')'"],
  ])("%s is an error", (text, message) => {
    expect(read(`${text}\n`).err).toEqual([`Kconfig:1: ${message}`]);
  });
});

describe("macros without an end", () => {
  it.each([
    ["X = $(Y)\nY = $(X)\n$(X)\n", "Kconfig:3: Recursive variable 'X' references itself (eventually)"],
    ["f = $(f,$(1)x)\n$(f,a)\n", "Kconfig:2: Too deep recursive expansion"],
    ["f = $(f,$(1)$(1))\n$(f,ab)\n", "Kconfig:2: Too deep recursive expansion"],
  ])("are stopped: %j", (kconfig, message) => {
    expect(read(kconfig).err).toEqual([message]);
  });

  it("are stopped, too, when they double level by level and give nothing", () => {
    let kconfig = "v0 =\n";
    for (let i = 1; i < 60; i++) kconfig += `v${i} = $(v${i - 1})$(v${i - 1})\n`;
    expect(read(`${kconfig}$(v59)\n`).err).toEqual(["Kconfig:61: Too deep recursive expansion"]);
  }, 60_000);
});

describe("a word with a macro in it", () => {
  it("is one word whatever it gives, and none when it gives nothing", () => {
    const host = { shell: () => "config" };
    expect(read("$(shell,x) A\n", host).err).toEqual([
      "Kconfig:1: syntax error",
      'Kconfig:1: unknown statement "config"',
    ]);
    expect(read("E =\n$(E) config A$(E)B\n\tbool\n").err).toEqual([]);
  });

  it("stands in strings, where \\$ and a lone $ do not count", () => {
    const tree = readTree(
      "Kconfig",
      memoryHost({ Kconfig: 'X := val\nconfig A\n\tbool "a$(X)\\$(X)$X$"\n' }),
      "linux-6.1",
    );
    expect(tree.symbol("A")?.prompts[0]?.text).toBe("aval$(X)$X$");
  });
});
