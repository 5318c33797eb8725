import { setString, setTri } from "kconfig-parser";
import { type WhyReport, why, whyText } from "kconfig-parser/explain";
import { describe, expect, it } from "vitest";
import { configOf, symbolOf } from "../support.js";

function reportOf(kconfig: string, name: string, settings: Readonly<Record<string, string>> = {}): WhyReport {
  const config = configOf(kconfig);
  for (const [set, value] of Object.entries(settings)) setString(config, symbolOf(config, set), value);
  return why(config, symbolOf(config, name));
}

describe("where a value comes from", () => {
  const kconfig = [
    "config A", // 1
    '\tbool "a"',
    "\tselect S if B", // 3
    "\timply I",
    "config B", // 5
    '\tbool "b"',
    "\tdefault y", // 7
    "config S",
    "\tbool", // 9
    "config I",
    '\tbool "i"', // 11
    "config N",
    '\tint "n"', // 13
    "\trange 1 8",
    "\tdefault 20", // 15
    "config U",
    '\tstring "u"', // 17
    "",
  ].join("\n");

  it("a default, with its line", () => {
    expect(reportOf(kconfig, "B").origin).toEqual({
      kind: "default",
      location: { file: "Kconfig", line: 5 },
      text: "y",
    });
  });

  it("the user", () => {
    expect(reportOf(kconfig, "B", { B: "n" }).origin).toEqual({ kind: "user", value: "n" });
    expect(reportOf(kconfig, "U", { U: "text" }).origin).toEqual({ kind: "user", value: "text" });
  });

  it("a select or an imply, and by whom", () => {
    expect(reportOf(kconfig, "S", { A: "y" }).origin).toMatchObject({ kind: "select", by: [{ name: "A" }] });
    expect(reportOf(kconfig, "I", { A: "y" }).origin).toMatchObject({ kind: "imply", by: [{ name: "A" }] });
    expect(reportOf(kconfig, "I", { A: "y", I: "n" }).origin).toEqual({ kind: "user", value: "n" });
  });

  it("a range that clamps it", () => {
    expect(reportOf(kconfig, "N").origin).toMatchObject({
      kind: "range",
      wanted: "20",
      range: { min: "1", max: "8", location: { file: "Kconfig", line: 12 } },
    });
  });

  it("nothing at all", () => {
    expect(reportOf(kconfig, "A").origin).toEqual({ kind: "nothing" });
    expect(reportOf("config X\nconfig Y\n\tbool\n", "X").origin).toEqual({ kind: "no-type" });
  });

  it("a choice, picked or by default", () => {
    const choice =
      'choice\n\tprompt "p"\n\tdefault B\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nendchoice\n';
    expect(reportOf(choice, "A").origin).toMatchObject({ kind: "choice", how: "default", selected: "B" });
    expect(reportOf(choice, "B", { A: "y" }).origin).toMatchObject({
      kind: "choice",
      choice: { name: "p", kind: "choice" },
      how: "picked",
      selected: "A",
    });
  });

  it("the environment", () => {
    const config = configOf('config E\n\tstring\n\toption env="HOME_OF"\n', { HOME_OF: "x" });
    expect(why(config, symbolOf(config, "E")).origin).toEqual({ kind: "environment", variable: "HOME_OF" });
  });
});

describe("whether it can be set", () => {
  const kconfig =
    'config A\n\tbool "a"\n\tselect B\nconfig B\n\tbool "b"\nconfig C\n\tbool\nconfig D\n\tbool "d"\n\tdepends on A\n';

  it("no prompt, a prompt that is hidden, a select", () => {
    expect(reportOf(kconfig, "A").assignable).toEqual({ kind: "yes", values: ["n", "y"] });
    expect(reportOf(kconfig, "C").assignable).toEqual({ kind: "no-prompt" });
    expect(reportOf(kconfig, "D").assignable).toEqual({ kind: "hidden" });
    expect(reportOf(kconfig, "B", { A: "y" }).assignable).toMatchObject({
      kind: "selected",
      by: [{ name: "A" }],
    });
  });
});

describe("what a condition hangs on", () => {
  const kconfig = [
    "config A", // 1
    '\tbool "a"',
    "config B", // 3
    '\tbool "b"',
    "if A", // 5
    'menu "m"',
    "\tvisible if B", // 7
    "\tdepends on !C",
    "config X", // 9
    '\tbool "x" if D || !E',
    "\tdepends on N > 4", // 11
    "endmenu",
    "endif", // 13
    "config C",
    '\tbool "c"', // 15
    "\tdefault y",
    "config D", // 17
    '\tbool "d"',
    "config E", // 19
    "\tdef_bool y",
    "config N", // 21
    '\tint "n"',
    "\tdefault 2", // 23
    "",
  ].join("\n");

  it("of an AND the operands that do not hold, each with its value, definition, and where it is asked for", () => {
    const [definition] = reportOf(kconfig, "X").definitions;
    expect(definition?.depends).toMatchObject({
      value: "n",
      deciding: [
        {
          kind: "symbol",
          symbol: { name: "A", value: "n", locations: [{ line: 1 }] },
          negated: false,
          value: "n",
        },
        {
          kind: "symbol",
          symbol: { name: "C", value: "y", locations: [{ line: 14 }] },
          negated: true,
          value: "n",
          statedAt: { line: 6 },
        },
        {
          kind: "comparison",
          text: "N>4",
          left: { name: "N", value: "2" },
          value: "n",
          statedAt: { line: 9 },
        },
      ],
    });
  });

  it("visible if and the prompt's own if are told apart", () => {
    const [definition] = reportOf(kconfig, "X").definitions;
    expect(definition?.visibleIf).toMatchObject({
      text: "B",
      value: "n",
      deciding: [{ statedAt: { line: 6 } }],
    });
    expect(definition?.promptIf).toMatchObject({
      text: "D || !E",
      value: "n",
      deciding: [{ symbol: { name: "D" } }, { symbol: { name: "E" }, negated: true, value: "n" }],
    });
  });

  it("of an OR that holds only the operands that hold it", () => {
    const [definition] = reportOf(kconfig, "X", { D: "y" }).definitions;
    expect(definition?.promptIf).toMatchObject({
      value: "y",
      deciding: [{ symbol: { name: "D" }, value: "y" }],
    });
  });

  it("who selects it, in force and not", () => {
    const report = reportOf(
      'config A\n\tbool "a"\n\tselect S\nconfig B\n\tbool "b"\n\tselect S if C\nconfig C\n\tbool "c"\nconfig S\n\tbool\n',
      "S",
      { A: "y" },
    );
    expect(report.selectedBy).toMatchObject([
      { by: { name: "A" }, inForce: true, value: "y", location: { line: 1 }, condition: null },
      {
        by: { name: "B" },
        inForce: false,
        location: { line: 4 },
        condition: { deciding: [{ symbol: { name: "C" } }] },
      },
    ]);
  });
});

describe("in words", () => {
  const kconfig =
    'config LONG_NAME_OF_A_DEPENDENCY\n\tbool "a"\nconfig ANOTHER_LONG_NAME_OF_A_DEPENDENCY\n\tbool "b"\n' +
    'config X\n\tbool "x"\n\tdepends on LONG_NAME_OF_A_DEPENDENCY && ANOTHER_LONG_NAME_OF_A_DEPENDENCY\n';

  it("lines are at most 80 columns, places are file:line", () => {
    const config = configOf(kconfig);
    const text = whyText(why(config, symbolOf(config, "X")));
    expect(Math.max(...text.split("\n").map((l) => l.length))).toBeLessThanOrEqual(80);
    expect(text).toContain("ANOTHER_LONG_NAME_OF_A_DEPENDENCY is n (Kconfig:3)");
    expect(text).toContain("You cannot set it now");
  });

  it("nothing is changed by asking", () => {
    const config = configOf(kconfig);
    setTri(config, symbolOf(config, "LONG_NAME_OF_A_DEPENDENCY"), 2);
    const before = config.user.clone();
    why(config, symbolOf(config, "X"));
    expect(config.user).toEqual(before);
  });
});
