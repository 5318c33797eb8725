import { type Expr, exprText, type Host, readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { isQuestion } from "../../../src/kconfig-parser/src/preprocess/later-answers.js";
import { memoryHost } from "../support.js";

const macros = `if-success = $(shell,{ $(1); } >/dev/null 2>&1 && echo "$(2)" || echo "$(3)")
success = $(if-success,$(1),y,n)
failure = $(if-success,$(1),n,y)
`;
const question = (what: string): string => `{ ${what}; } >/dev/null 2>&1 && echo "y" || echo "n"`;

/** Reads a tree whose commands answer y when they contain "yes", and tells which were run together. */
function read(kconfig: string, answer = (command: string): string => (command.includes("yes") ? "y" : "n")) {
  const runs: string[][] = [];
  const host: Host = {
    ...memoryHost({ Kconfig: macros + kconfig, other: "" }),
    shell: (command) => {
      runs.push([command]);
      return answer(command);
    },
    shells: (commands) => {
      runs.push([...commands]);
      return commands.map(answer);
    },
  };
  const tree = readTree("Kconfig", host, "linux-6.12");
  const defaultOf = (name: string): string | undefined => {
    const property = tree.symbol(name)?.defaults[0];
    return property && exprText(property.value);
  };
  return { tree, runs, defaultOf };
}

describe("questions whose answers are operands", () => {
  it("are asked together when everything has been read", () => {
    const { runs, tree, defaultOf } = read(
      "config A\n\tdef_bool $(success,yes 1)\nconfig B\n\tbool\n\tdepends on A && !$(failure,yes 2)\n\tdefault $(success,no)\n",
    );
    expect(runs).toEqual([
      [question("yes 1"), '{ yes 2; } >/dev/null 2>&1 && echo "n" || echo "y"', question("no")],
    ]);
    expect([defaultOf("A"), defaultOf("B")]).toEqual(["y", "n"]);
    // A && !y.
    expect(exprText(tree.symbol("B")?.nodes[0]?.dep as Expr)).toBe("n");
  });

  it("are asked before a command that may depend on what they did", () => {
    const { runs } = read(
      "config A\n\tdef_bool $(success,yes 1)\nconfig B\n\tdef_bool $(success,yes 2)\nX := $(shell,echo x)\nconfig C\n\tdef_bool $(success,yes 3)\n",
    );
    expect(runs).toEqual([[question("yes 1"), question("yes 2")], ["echo x"], [question("yes 3")]]);
  });

  it("are asked at once where their answer is more than an operand", () => {
    const { runs, defaultOf } = read(
      'config A\n\tstring\n\tdefault "<$(success,yes 1)>"\nconfig B\n\tdef_bool $(success,test $(success,yes 2) = y # yes)\nconfig yX\n\tbool\nconfig C\n\tdef_bool $(success,yes 3)X\nconfig D\n\tdef_bool $(success,yes 4) = y\n',
    );
    expect(runs).toEqual([
      [question("yes 1")],
      [question("yes 2")],
      [question("test y = y # yes"), question("yes 3")],
      [question("yes 4")],
    ]);
    expect(["A", "B", "C", "D"].map(defaultOf)).toEqual(["<y>", "y", "yX", "y=y"]);
  });

  it("are asked one by one, in a second reading, when one answers neither y nor n", () => {
    const { runs, defaultOf } = read(
      "config A\n\tdef_bool $(success,yes)\nconfig B\n\tdef_bool $(success,odd)\n",
      (command) => (command.includes("odd") ? "word" : "y"),
    );
    expect(runs.slice(1)).toEqual([[question("yes")], [question("odd")]]);
    expect([defaultOf("A"), defaultOf("B")]).toEqual(["y", "word"]);
  });
});

describe("isQuestion", () => {
  it.each([
    ["gcc -Werror -c -x c /dev/null -o /dev/null", true],
    ['trap "rm -rf .tmp_$$" EXIT; mkdir .tmp_$$; gcc -c -x c /dev/null -o .tmp_$$/tmp.o', true],
    ["echo x | gcc -S -x c - -o - 2>&1 >/dev/null", false],
    ["gcc -c x.c -o x.o", false],
    ["echo 1 > counter", false],
    ["echo 1 >>counter", false],
  ])("%s: %s", (command, expected) => {
    expect(isQuestion(question(command))).toBe(expected);
  });

  it("knows it by the words that print the answer", () => {
    expect(isQuestion("./scripts/cc-version.sh gcc")).toBe(false);
    expect(isQuestion('{ x; } >/dev/null 2>&1 && echo "y" || echo "2"')).toBe(false);
  });
});
