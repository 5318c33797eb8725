import { type DialectName, formatDiagnostic, formatWarning, KconfigError, readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost } from "../support.js";

function warningsOf(kconfig: string, dialect: DialectName = "linux-6.12"): string[] {
  return readTree("Kconfig", memoryHost({ Kconfig: kconfig }), dialect).warnings.map(formatWarning);
}

function errorsOf(kconfig: string, dialect: DialectName = "linux-6.12"): string[] {
  try {
    readTree("Kconfig", memoryHost({ Kconfig: kconfig }), dialect);
    return [];
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    return error.diagnostics.map(formatDiagnostic);
  }
}

// Each text is what the C program of the dialect prints for the same file.
describe("warnings while reading", () => {
  it("a second type names the place of the entry, after what its prompt is warned of", () => {
    expect(warningsOf('config A\n\tbool\n\n\tint " x"\n')).toEqual([
      "Kconfig:4:warning: leading whitespace ignored",
      "Kconfig:1:warning: ignoring type redefinition of 'A' from 'bool' to 'integer'",
    ]);
  });

  it("a text without its end, a second prompt, a character that is none of the language's", () => {
    expect(warningsOf('config A\n\tbool \'a\n\tprompt "b" ; \n')).toEqual([
      "Kconfig:2:warning: multi-line strings not supported",
      "Kconfig:3:warning: ignoring unsupported character ';'",
      "Kconfig:3:warning: prompt redefined",
    ]);
  });

  it("a blank help text names the line after it, in 4.17 its own", () => {
    const kconfig = 'config A\n\tbool "a"\n\thelp\n\nconfig B\n\tbool "b"\n';
    expect(warningsOf(kconfig)).toEqual(["Kconfig:5: warning: 'A' defined with blank help text"]);
    expect(warningsOf(kconfig, "buildroot")).toEqual([
      "Kconfig:3: warning: 'A' defined with blank help text",
    ]);
  });

  it("of two help texts the last one counts", () => {
    const kconfig = 'config A\n\tbool "a"\n\thelp\n\t  One.\n\thelp\n\t  Two.\n';
    expect(warningsOf(kconfig)).toEqual([
      "Kconfig:7: warning: 'A' defined with more than one help text -- only the last one will be used",
    ]);
  });

  it("a menuconfig without a prompt is told of at the statement after it", () => {
    expect(warningsOf("menuconfig A\n\tbool\n\n\nconfig B\n\tbool\n")).toEqual([
      "Kconfig:5: warning: menuconfig statement without prompt",
    ]);
    expect(warningsOf("menuconfig A\n\tbool\n", "linux-6.1")).toEqual([
      "<none>:3: warning: menuconfig statement without prompt",
    ]);
  });

  it("a second symbol for modules is an error", () => {
    expect(errorsOf("config A\n\tbool\n\tmodules\nconfig B\n\tbool\n\tmodules\n")).toEqual([
      "Kconfig:6: symbol 'B' redefines option 'modules' already defined by symbol 'A'",
    ]);
  });

  it("the last line needs its newline in 6.12 only", () => {
    expect(errorsOf('config A\n\tbool "a"')).toHaveLength(1);
    expect(warningsOf('config A\n\tbool "a"', "linux-6.1")).toEqual([
      "Kconfig:2:warning: no new line at end of file",
    ]);
  });
});

describe("a choice of Linux 6.12", () => {
  it("has a prompt, and members that are bools with prompts", () => {
    const kconfig = 'choice\nconfig A\n\tint "a"\nconfig B\n\tbool\nif X\nconfig C\nendif\nendchoice\n';
    expect(errorsOf(kconfig)).toEqual([
      "Kconfig:1: error: choice must have a prompt",
      "Kconfig:2: error: choice member must be bool",
      "Kconfig:4: error: choice member must have a prompt",
      "Kconfig:7: error: choice member must have a prompt",
      "Kconfig:7: error: choice member must be bool",
    ]);
  });
});

describe("a help text", () => {
  const helpOf = (kconfig: string, dialect: DialectName = "linux-6.12"): string | null | undefined =>
    readTree("Kconfig", memoryHost({ Kconfig: kconfig }), dialect).symbol("A")?.nodes[0]?.help;

  it("ends at the first line with less indentation, of which C takes the newline before as one more", () => {
    expect(helpOf('config A\n\tbool "a"\n\thelp\n\t  One\n\t    two\n\n\t  three\n\tdepends on B\n')).toBe(
      "One\n  two\n\nthree\n\n",
    );
  });

  it.each<DialectName>(["buildroot", "linux-6.12"])("may begin at the margin (%s)", (dialect) => {
    expect(helpOf('config A\n\tbool "a"\n\thelp\nconfig B\n\tbool "b"\nconfig C\n\tbool\n', dialect)).toBe(
      'config B\nbool "b"\n',
    );
  });
});

describe("options after a sourced file", () => {
  it("belong to the last entry in it, as in C", () => {
    const files = { Kconfig: 'config A\n\tbool\nsource "b"\n\tprompt "of B"\n', b: "config B\n\tbool\n" };
    expect(readTree("Kconfig", memoryHost(files), "linux-6.12").symbol("B")?.prompts[0]?.text).toBe("of B");
  });
});

describe("Buildroot's tools", () => {
  it("warn of a menuconfig without prompt, and of a choice's default from elsewhere, too", () => {
    const kconfig =
      'menuconfig A\n\tbool\nchoice\n\tprompt "c"\n\tdefault A\nconfig B\n\tbool "b"\nendchoice\n';
    expect(warningsOf(kconfig, "buildroot")).toEqual([
      "Kconfig:3: warning: menuconfig statement without prompt",
      "Kconfig:5:warning: choice default symbol 'A' is not contained in the choice",
    ]);
  });
});
