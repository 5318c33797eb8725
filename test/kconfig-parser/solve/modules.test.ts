import { createConfig, readTree, setString } from "kconfig-parser";
import { solve } from "kconfig-parser/solve";
import { describe, expect, it } from "vitest";
import { memoryHost, symbolOf } from "../support.js";

const modules = 'config MODULES\n\tbool "modules"\n\tmodules\n\tdefault y\n';

function ways(
  kconfig: string,
  request: string,
  settings: Readonly<Record<string, string>> = {},
): string[] | string {
  const tree = readTree("Kconfig", memoryHost({ Kconfig: kconfig }), "linux-6.12");
  const config = createConfig(tree);
  config.invalidate();
  for (const [name, value] of Object.entries(settings)) setString(config, symbolOf(config, name), value);
  const [name = "", value = ""] = request.split("=");
  const report = solve(config, symbolOf(config, name), value);
  if (report.kind !== "solved") return report.kind;
  return report.solutions.map((s) => s.changes.map((c) => `${c.symbol}=${c.to}`).join(" "));
}

describe("with modules", () => {
  const kconfig = `${modules}config A\n\ttristate "a"\nconfig B\n\ttristate "b"\n\tdepends on A\nconfig S\n\ttristate "s"\n\tselect A\n`;

  it("m asks for m of what it depends on, y for y", () => {
    expect(ways(kconfig, "B=m")).toEqual(["A=m B=m", "A=y B=m", "S=m B=m", "S=y B=m"]);
    expect(ways(kconfig, "B=y")).toEqual(["A=y B=y", "S=y B=y"]);
    expect(ways(kconfig, "B=y", { A: "m" })).toEqual(["A=y B=y", "S=y B=y"]);
  });

  it("from y to m goes whatever holds it at y", () => {
    expect(ways(kconfig, "A=m", { S: "y" })).toEqual(["S=m", "S=n A=m"]);
    expect(ways(kconfig, "A=m", { A: "y", S: "y" })).toEqual(["S=n A=m", "S=m A=m"]);
  });

  it("a default of y gives way to the user where its prompt can be shown", () => {
    const tests = `${modules}config ALL\n\ttristate "all"\nconfig T\n\ttristate "t" if !ALL\n\tdefault ALL\n`;
    expect(ways(tests, "T=m", { ALL: "y" })).toEqual(["ALL=m", "ALL=n T=m"]);
  });

  it("m without modules turns them on first", () => {
    expect(ways(kconfig, "A=m", { MODULES: "n" })).toEqual(["MODULES=y A=m", "MODULES=y S=m"]);
  });

  it("m is refused of a bool, and where a tree has no modules", () => {
    expect(ways('config A\n\ttristate "a"\n', "A=m")).toBe("impossible");
    expect(ways(`${modules}config A\n\tbool "a"\n`, "A=m")).toBe("impossible");
  });

  it("a choice is a group of bools", () => {
    const choice = `${modules}choice\n\tprompt "p"\n\tdepends on V\nconfig X\n\tbool "x"\nconfig Y\n\tbool "y"\nendchoice\nconfig V\n\tbool "v"\n`;
    expect(ways(choice, "Y=y")).toEqual(["V=y Y=y"]);
    expect(ways(choice, "X=y")).toEqual(["V=y"]);
  });
});

describe("goals that lead back to themselves", () => {
  it("do not hold each other up", () => {
    const kconfig =
      'config A\n\tbool\n\tdefault y if B\nconfig B\n\tbool\n\tdefault y if C\nconfig C\n\tbool "c"\n\tdepends on D\nconfig D\n\tbool\n\tdefault y if E\nconfig E\n\tbool "e"\n';
    expect(ways(kconfig, "A=y")).toEqual(["E=y C=y"]);
  });

  it("end, where choices of changes undo each other", () => {
    const kconfig =
      'config A\n\tbool "a"\n\tselect NB\nconfig B\n\tbool "b"\n\tdepends on !NB\nconfig NB\n\tbool\nconfig C\n\tbool "c"\n\tdepends on A && B\n';
    expect(ways(kconfig, "C=y")).toBe("impossible");
  });
});

describe("comparisons", () => {
  it("of numbers and texts find a value on the right side", () => {
    const kconfig =
      'config N\n\thex "n"\n\trange 0x10 0x40\n\tdefault 0x10\nconfig T\n\tstring "t"\nconfig A\n\tbool "a"\n\tdepends on N > 0x20\nconfig B\n\tbool "b"\n\tdepends on T != "" && N = 0x11\nconfig C\n\tbool "c"\n\tdepends on N > 0x40\n';
    expect(ways(kconfig, "A=y")).toEqual(["N=0x21 A=y"]);
    expect(ways(kconfig, "B=y")).toEqual(["N=0x11 T=1 B=y"]);
    expect(ways(kconfig, "C=y")).toBe("impossible");
  });
});
