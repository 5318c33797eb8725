import { type DialectName, formatDiagnostic, formatWarning, KconfigError, readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost } from "../support.js";

/** What a tree's reading has for standard error, and whether it failed. */
function reading(kconfig: string, dialect: DialectName): { lines: string[]; failed: boolean } {
  try {
    const { warnings } = readTree("Kconfig", memoryHost({ Kconfig: kconfig }), dialect);
    return { lines: warnings.flatMap((w) => formatWarning(w).split("\n")), failed: false };
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    return { lines: error.diagnostics.flatMap((d) => formatDiagnostic(d).split("\n")), failed: true };
  }
}

const advice = (suffix: string): string[] => [
  `For a resolution refer to Documentation/kbuild/kconfig-language.${suffix}`,
  'subsection "Kconfig recursive dependency limitations"',
  "",
];

const circle = "config A\n\tbool\n\tdefault B\nconfig B\n\tbool\n\tdepends on A\n";

// The texts are those that the C programs print for the same files.
describe("a value that depends on itself", () => {
  it("stops Linux 6.12 with the circle, from the first symbol of the menus on", () => {
    expect(reading(circle, "linux-6.12")).toEqual({
      failed: true,
      lines: [
        "error: recursive dependency detected!",
        "\tsymbol A default value contains B",
        "\tsymbol B depends on A",
        ...advice("rst"),
      ],
    });
  });

  it("stops Linux 6.1 with the place of each step, from the first symbol of C's hash table on", () => {
    expect(reading(circle, "linux-6.1")).toEqual({
      failed: true,
      lines: [
        "Kconfig:4:error: recursive dependency detected!",
        "Kconfig:4:\tsymbol B depends on A",
        "Kconfig:3:\tsymbol A default value contains B",
        ...advice("rst"),
      ],
    });
  });

  it("is told by Buildroot's tools, which then go on", () => {
    expect(reading(circle, "buildroot")).toEqual({
      failed: false,
      lines: [
        "Kconfig:4:error: recursive dependency detected!",
        "Kconfig:4:\tsymbol B depends on A",
        "Kconfig:3:\tsymbol A default value contains B",
        ...advice("txt"),
      ],
    });
  });

  it("is seen through a choice", () => {
    const kconfig =
      'choice\n\tprompt "c"\n\tdepends on Q\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nendchoice\n' +
      'config Q\n\tbool "q"\n\tdepends on B\n';
    expect(reading(kconfig, "linux-6.12").lines.slice(0, 4)).toEqual([
      "error: recursive dependency detected!",
      "\tsymbol <choice> prompt is visible depending on Q",
      "\tsymbol Q depends on B",
      "\tsymbol B is part of choice block at Kconfig:1",
    ]);
    expect(reading(kconfig, "linux-6.1").lines.slice(0, 4)).toEqual([
      "Kconfig:1:error: recursive dependency detected!",
      "Kconfig:1:\tchoice <choice> contains symbol Q",
      "Kconfig:9:\tsymbol Q depends on B",
      "Kconfig:6:\tsymbol B is part of choice <choice>",
    ]);
  });

  it("names who selects and who implies", () => {
    const kconfig = 'config D1\n\tbool "D1"\n\tdepends on D2\n\tselect D2\nconfig D2\n\tbool\n\timply D2\n';
    expect(reading(kconfig, "linux-6.12").lines.slice(0, 3)).toEqual([
      "error: recursive dependency detected!",
      "\tsymbol D1 depends on D2",
      "\tsymbol D2 is selected by D1",
    ]);
  });
});
