import { dumpTree, type ExpressionDump, type NodeDump } from "kconfig-parser/dump";
import { describe, expect, it } from "vitest";
import { configOf } from "../support.js";

const { tree } = configOf(
  [
    'mainmenu "Title"', // 1
    "config A", // 2
    '\tbool "a" if B != "x"',
    "\tdepends on (B || !C) && D",
    "\tdefault y if C",
    "\tselect C if D",
    "\thelp",
    "\t  What A does.",
    "config B", // 9
    '\tstring "b"',
    "config C", // 11
    "\tbool",
    'menu "m"', // 13
    "\tvisible if C",
    "config N", // 15
    '\tint "n"',
    "\trange 1 M",
    "endmenu",
    "choice", // 19
    '\tprompt "p"',
    "config X", // 21
    '\tbool "x"',
    "endchoice",
    "config D",
    '\tbool "d"',
    "",
  ].join("\n"),
);
const dump = dumpTree(tree);
const symbol = (name: string) => dump.symbols.find((s) => s.name === name);

describe("a tree as JSON", () => {
  it("says what it is", () => {
    expect(dump).toMatchObject({ format: "kconfig-tree", version: 1, dialect: "buildroot", title: "Title" });
    expect(JSON.parse(JSON.stringify(dump))).toEqual(dump);
  });

  it("has of each symbol what its definitions say, with places, conditions as text and as trees", () => {
    const location = { file: "Kconfig", line: 2 };
    const depends: ExpressionDump = {
      op: "and",
      operands: [
        {
          op: "or",
          operands: [
            { op: "symbol", name: "B" },
            { op: "not", operand: { op: "symbol", name: "C" } },
          ],
        },
        { op: "symbol", name: "D" },
      ],
    };
    expect(symbol("A")).toMatchObject({
      kind: "symbol",
      type: "bool",
      locations: [location],
      dependsOn: { text: "(B || !C) && D", tree: depends },
      prompts: [
        {
          text: "a",
          location,
          condition: {
            text: "(B || !C) && D && B!=x",
            tree: {
              op: "and",
              operands: [
                ...depends.operands,
                {
                  op: "compare",
                  relation: "!=",
                  left: { op: "symbol", name: "B" },
                  right: { op: "constant", text: "x" },
                },
              ],
            },
          },
        },
      ],
      defaults: [{ value: { text: "y", tree: { op: "constant", text: "y" } }, location }],
      selects: [{ target: "C", location }],
      implies: [],
    });
    expect(symbol("N")).toMatchObject({
      type: "int",
      ranges: [{ low: { name: "1" }, high: { op: "symbol", name: "M" } }],
    });
  });

  it("names a choice without a name, and its members", () => {
    expect(symbol("<choice 1>")).toMatchObject({ kind: "choice", members: ["X"] });
    expect(symbol("X")).toMatchObject({ choice: "<choice 1>" });
  });

  it("has the menus as they are nested", () => {
    const line = (node: NodeDump): string =>
      `${node.kind}:${node.symbol ?? node.prompt}@${node.location.line}`;
    expect(dump.menu.children.map(line)).toEqual([
      "symbol:A@2",
      "symbol:B@9",
      "symbol:C@11",
      "menu:m@13",
      "choice:<choice 1>@19",
      "symbol:D@24",
    ]);
    expect(dump.menu.children[3]).toMatchObject({ visibleIf: { text: "C" }, children: [{ symbol: "N" }] });
    expect(dump.menu.children[0]).toMatchObject({ help: "What A does.\n", prompt: "a" });
  });
});
