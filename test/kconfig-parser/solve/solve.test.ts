import { setString } from "kconfig-parser";
import { applySolution, type Reason, solve } from "kconfig-parser/solve";
import { describe, expect, it } from "vitest";
import { configOf, symbolOf } from "../support.js";

/** Each solution as one text, `A=y B=n`, the best first; or the kind of the report. */
function ways(
  kconfig: string,
  request: string,
  settings: Readonly<Record<string, string>> = {},
): string[] | string {
  const report = reportOf(kconfig, request, settings);
  if (report.kind !== "solved") return report.kind;
  return report.solutions.map((s) => s.changes.map((c) => `${c.symbol}=${c.to}`).join(" "));
}

function reportOf(kconfig: string, request: string, settings: Readonly<Record<string, string>> = {}) {
  const config = configOf(kconfig);
  for (const [name, value] of Object.entries(settings)) setString(config, symbolOf(config, name), value);
  const [name = "", value = ""] = request.split("=");
  return solve(config, symbolOf(config, name), value);
}

function reasons(
  kconfig: string,
  request: string,
  settings: Readonly<Record<string, string>> = {},
): readonly Reason[] {
  const report = reportOf(kconfig, request, settings);
  return report.kind === "impossible" ? report.because : [];
}

describe("to turn a symbol on", () => {
  it("its dependencies come first", () => {
    const kconfig =
      'config A\n\tbool "a"\nconfig B\n\tbool "b"\n\tdepends on A\nconfig C\n\tbool "c"\n\tdepends on B && !D\nconfig D\n\tbool "d"\n\tdefault y\n';
    const [way] = ways(kconfig, "C=y");
    expect(new Set(way?.split(" ").slice(0, -1))).toEqual(new Set(["A=y", "B=y", "D=n"]));
    expect(way?.endsWith("C=y")).toBe(true);
  });

  it("of an OR one operand will do, each is offered", () => {
    const kconfig = 'config A\n\tbool "a"\nconfig B\n\tbool "b"\nconfig C\n\tbool "c"\n\tdepends on A || B\n';
    expect(ways(kconfig, "C=y")).toEqual(["A=y C=y", "B=y C=y"]);
  });

  it("a symbol without a prompt is selected, implied or a default", () => {
    const kconfig =
      'config S\n\tbool "s"\n\tselect A\n\tdepends on T\nconfig T\n\tbool "t"\nconfig I\n\tbool "i"\n\timply A\nconfig A\n\tbool\n\tdefault y if D\nconfig D\n\tbool "d"\n';
    expect(ways(kconfig, "A=y")).toEqual(["D=y", "I=y", "T=y S=y"]);
  });

  it("a hidden menu is made visible", () => {
    const kconfig =
      'config V\n\tbool "v"\nmenu "m"\n\tvisible if V\nconfig A\n\tbool "a"\nendmenu\nif V\nconfig B\n\tbool "b"\nendif\n';
    expect(ways(kconfig, "A=y")).toEqual(["V=y A=y"]);
    expect(ways(kconfig, "B=y")).toEqual(["V=y B=y"]);
  });

  it("what one change undoes is mended by another", () => {
    const kconfig =
      'config A\n\tbool "a"\nconfig B\n\tbool "b"\n\tdefault y if A\nconfig C\n\tbool "c"\n\tdepends on A && !B\n';
    expect(ways(kconfig, "C=y")).toEqual(["A=y B=n C=y"]);
  });

  it("the member of a choice is picked, its conditions met", () => {
    const kconfig =
      'choice\n\tprompt "p"\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\n\tdepends on D\nendchoice\nconfig D\n\tbool "d"\nconfig E\n\tbool "e"\n\tdepends on !A\n';
    expect(ways(kconfig, "B=y")).toEqual(["D=y B=y"]);
    expect(ways(kconfig, "A=n")).toEqual(["D=y B=y"]);
    expect(ways(kconfig, "E=y")).toEqual(["D=y B=y E=y"]);
  });
});

describe("choices that depend on each other", () => {
  it("are picked in an order that a menu allows, whichever is defined first", () => {
    const choice = (name: string, on: string): string =>
      `choice\n\tprompt "${name}"\n${on}config ${name}1\n\tbool "1"\nconfig ${name}2\n\tbool "2"\nendchoice\n`;
    const later = choice("A", "\tdepends on B2\n") + choice("B", "");
    const earlier = choice("B", "") + choice("A", "\tdepends on B2\n");
    expect(ways(later, "A2=y")).toEqual(["B2=y A2=y"]);
    expect(ways(earlier, "A2=y")).toEqual(["B2=y A2=y"]);
  });
});

describe("to turn a symbol off", () => {
  it("whoever selects it is turned off", () => {
    const kconfig =
      'config S\n\tbool "s"\n\tselect A\nconfig R\n\tbool "r"\n\tselect A\nconfig A\n\tbool "a"\n';
    expect(ways(kconfig, "A=n", { S: "y", R: "y" })).toEqual(["R=n S=n"]);
    expect(ways(kconfig, "A=n", { A: "y", S: "y" })).toEqual(["S=n A=n"]);
  });

  it("a chain of selects is followed to something the user can set", () => {
    const kconfig =
      'config S\n\tbool "s"\n\tselect M\nconfig M\n\tbool\n\tselect A\nconfig A\n\tbool "a"\nconfig T\n\tbool "t"\n\tselect S\n';
    expect(ways(kconfig, "A=n", { T: "y", S: "y" })).toEqual(["T=n S=n"]);
  });
});

describe("values of numbers and texts", () => {
  it("are set where the prompt is, or where a default takes them from", () => {
    const kconfig =
      'config A\n\tbool "a"\nconfig N\n\tint "n"\n\tdepends on A\n\trange 1 8\nconfig D\n\tint\n\tdefault N\nconfig T\n\tstring\n\tdefault "big" if N > 5\n\tdefault "small"\n';
    expect(ways(kconfig, "N=4")).toEqual(["A=y N=4"]);
    expect(ways(kconfig, "D=7")).toEqual(["A=y N=7"]);
    expect(ways(kconfig, "T=big")).toEqual(["A=y N=6"]);
  });

  it("outside of the range are refused with the range, one that depends on a symbol can be moved", () => {
    const kconfig =
      'config N\n\tint "n"\n\trange 1 MAX\nconfig MAX\n\tint\n\tdefault 100 if BIG\n\tdefault 8\nconfig BIG\n\tbool "big"\n';
    expect(reasons('config N\n\tint "n"\n\trange 1 8\n', "N=9")).toMatchObject([
      { kind: "range", min: "1", max: "8", value: "9", location: { file: "Kconfig", line: 1 } },
    ]);
    expect(ways(kconfig, "N=50")).toEqual(["BIG=y N=50"]);
    expect(ways(kconfig, "N=500")).toBe("impossible");
  });

  it("outside of the range of a symbol that is hidden are refused with the range, too", () => {
    const kconfig = 'config A\n\tbool "a"\nconfig N\n\tint "n"\n\trange 1 8\n\tdepends on A\n';
    expect(reasons(kconfig, "N=9")).toMatchObject([{ kind: "range", min: "1", max: "8", value: "9" }]);
  });

  it("that are none of the type are refused", () => {
    expect(reasons('config N\n\tint "n"\n', "N=abc")).toMatchObject([{ kind: "not-a-value", type: "int" }]);
    expect(reasons('config N\n\tbool "n"\n', "N=m")).toMatchObject([{ kind: "not-a-value", type: "bool" }]);
  });
});

describe("what cannot be done", () => {
  it("a symbol that nobody can set", () => {
    expect(reasons("config A\n\tbool\n", "A=y")).toMatchObject([
      { kind: "no-prompt", symbol: "A", because: [] },
    ]);
  });

  it("a dependency that no file defines is named, with the way there", () => {
    expect(
      reasons('config A\n\tbool "a"\n\tdepends on B\nconfig B\n\tbool "b"\n\tdepends on ARM\n', "A=y"),
    ).toMatchObject([
      {
        kind: "dependency",
        symbol: "A",
        location: { file: "Kconfig", line: 1 },
        because: [{ kind: "dependency", symbol: "B", because: [{ kind: "undefined", symbol: "ARM" }] }],
      },
    ]);
  });

  it("a dependency on the constant n", () => {
    expect(reasons('config A\n\tbool "a"\n\tdepends on n\n', "A=y")).toMatchObject([
      { kind: "dependency", because: [{ kind: "constant", text: "n" }] },
    ]);
  });

  it("a comparison, by what is behind it", () => {
    const kconfig = 'config A\n\tbool "a"\n\tdepends on B = y\nconfig B\n\tbool "b"\n\tdepends on ARM\n';
    expect(reasons(kconfig, "A=y")).toMatchObject([
      {
        kind: "dependency",
        because: [{ kind: "dependency", symbol: "B", because: [{ kind: "undefined" }] }],
      },
    ]);
    expect(reasons('config A\n\tbool "a"\n\tdepends on 3 > 4\n', "A=y")).toMatchObject([
      { kind: "dependency", because: [{ kind: "comparison", text: "3>4", wanted: "true" }] },
    ]);
  });

  it("a contradiction", () => {
    const kconfig = 'config A\n\tbool "a"\nconfig B\n\tbool "b"\n\tdepends on A && !A\n';
    expect(reasons(kconfig, "B=y")).toMatchObject([
      {
        kind: "dependency",
        symbol: "B",
        because: [{ kind: "contradiction", symbol: "A", values: ["y", "n"] }],
      },
    ]);
  });

  it("a select that cannot be undone", () => {
    expect(reasons('config S\n\tdef_bool y\n\tselect A\nconfig A\n\tbool "a"\n', "A=n")).toMatchObject([
      { kind: "selected", symbol: "A", because: [{ kind: "no-prompt", symbol: "S" }] },
    ]);
  });
});

describe("a solution", () => {
  const kconfig =
    'config A\n\tbool "The A"\n\tselect X\nconfig B\n\tbool "b"\n\tdepends on A\nconfig X\n\tbool\nconfig N\n\tint\n\tdefault 2 if B\n\tdefault 1\n';

  it("names prompt, place, old and new value of each change, and what else changes", () => {
    const report = reportOf(kconfig, "B=y");
    expect(report.kind === "solved" && report.solutions).toEqual([
      {
        changes: [
          { symbol: "A", prompt: "The A", location: { file: "Kconfig", line: 1 }, from: "n", to: "y" },
          { symbol: "B", prompt: "b", location: { file: "Kconfig", line: 4 }, from: "n", to: "y" },
        ],
        sideEffects: [
          { symbol: "X", from: "n", to: "y" },
          { symbol: "N", from: "1", to: "2" },
        ],
        unmet: [],
      },
    ]);
  });

  it("says what is then selected against its own dependencies, and comes after one without", () => {
    const report = reportOf(
      'config T\n\tbool\nconfig S\n\tbool "s"\n\tselect X\nconfig X\n\tbool "x"\n\tdepends on D\nconfig D\n\tbool "d"\nconfig Y\n\tbool "y"\n\tdepends on S || R\nconfig R\n\tbool "r"\n\tselect U\nconfig U\n\tbool\n',
      "Y=y",
    );
    expect(report.kind === "solved" && report.solutions.map((s) => [s.changes[0]?.symbol, s.unmet])).toEqual([
      ["R", []],
      ["S", ["X"]],
    ]);
  });

  it("can be made", () => {
    const config = configOf(kconfig);
    const report = solve(config, symbolOf(config, "B"), "y");
    if (report.kind !== "solved" || !report.solutions[0]) throw new Error("not solved");
    expect(applySolution(config, report.solutions[0])).toBe(true);
    expect(config.stringValue(symbolOf(config, "N"))).toBe("2");
    setString(config, symbolOf(config, "A"), "n");
    const impossible = { changes: report.solutions[0].changes.slice(1), sideEffects: [], unmet: [] };
    expect(applySolution(config, impossible)).toBe(false);
    expect(config.stringValue(symbolOf(config, "B"))).toBe("n");
  });

  it("leaves the configuration as it was", () => {
    const config = configOf(kconfig);
    solve(config, symbolOf(config, "B"), "y");
    expect(config.user.has(symbolOf(config, "A"))).toBe(false);
    expect(config.stringValue(symbolOf(config, "B"))).toBe("n");
  });

  it("is not looked for when the value is there already", () => {
    expect(ways(kconfig, "B=n")).toBe("already");
  });
});
