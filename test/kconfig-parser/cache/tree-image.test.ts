import { describe, expect, it } from "vitest";
import { readTreeImage } from "../../../src/kconfig-parser/src/cache/tree-reader.js";
import { writeTreeImage } from "../../../src/kconfig-parser/src/cache/tree-writer.js";
import { type DialectName, readTree } from "../../../src/kconfig-parser/src/index.js";
import { MenuNode } from "../../../src/kconfig-parser/src/model/menu.js";
import { KSymbol } from "../../../src/kconfig-parser/src/model/symbol.js";
import type { KconfigTree } from "../../../src/kconfig-parser/src/model/tree.js";

const SYMBOL_FIELDS =
  "choice choiceValues defaults dirDep env id implied implies isAllNoConfigY isAuto isChoice isConst isOptional isTransitional name nodes prompts ranges revDep selects type".split(
    " ",
  );
const NODE_FIELDS =
  "children dep helpProperty id isMenuConfig kind location parent promptProperty symbol visibility".split(
    " ",
  );

/** What an object holds; one that came out of an image makes some of it when it is asked for. */
function fieldsOf(value: object, tree: KconfigTree): string[] {
  if (value === tree) return ["reading", "root", "symbols", "table", "title", "warnings"];
  if ("isAllNoConfigY" in value) return SYMBOL_FIELDS;
  if ("isMenuConfig" in value) return NODE_FIELDS;
  return Object.keys(value)
    .filter((key) => key !== "memo")
    .sort();
}

/** Everything that is reachable from a tree as nested plain values; an object met before is a number. */
function picture(tree: KconfigTree): unknown {
  const seen = new Map<object, number>();
  const show = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (value === tree.host || value === tree.dialect) return "outside";
    // Lists without anything in them may be one and the same.
    if (Array.isArray(value) && value.length === 0) return [];
    const number = seen.get(value);
    if (number !== undefined) return { object: number };
    seen.set(value, seen.size);
    if (Array.isArray(value)) return value.map(show);
    if (value instanceof Map) return [...value].map(show);
    // A help text is what it shows: the image keeps the lines, not the file around them.
    if ("indentation" in value && "source" in value) {
      const { source, start, end, indentation } = value as {
        source: string;
        start: number;
        end: number;
        indentation: number;
      };
      return [source.slice(start, end), indentation];
    }
    return Object.fromEntries(
      fieldsOf(value, tree).map((key) => [key, show((value as Record<string, unknown>)[key])]),
    );
  };
  return [show(tree), show(tree.symbolsInHashOrder())];
}

const files: Record<string, string> = {
  Kconfig: `mainmenu "T\xe4st $(HOME)"
config MODULES
	bool "Modules"
	modules
	default y

menu "First"
	visible if MODULES || D = 3

config A
	bool "a" if !D
	default y if C = "x" && D > 5
	select E if B
	imply F
	help
	  Two lines,
	    the second deeper.

config B
	tristate "b"

choice
	prompt "one"
	default X2
config X1
	bool "x1"
config X2
	bool "x2"
	depends on A
endchoice
endmenu

config C
	string "c"
	default "x\\"y"
config D
	int "d"
	range 1 A_LIMIT
	default 7
config A_LIMIT
	int
	default 10
config E
	bool
config F
	tristate
source "more/Kconfig"
comment "the end"
	depends on A
`,
  "more/Kconfig": `if A
config TWICE
	bool "  one"
	prompt "two"
	help
	  once
	help
	  twice
menuconfig M
	bool "m"
if M
config N
	hex "n"
	default 0x1f
endif
endif
`,
};

const host = {
  readFile: (path: string) => files[path] ?? null,
  env: (name: string) => (name === "HOME" ? "here" : undefined),
  shell: () => "",
};

describe("an image of a tree", () => {
  it.each<DialectName>(["linux-6.1", "linux-6.12"])("holds the whole tree (%s)", (dialect) => {
    const tree = readTree("Kconfig", host, dialect);
    const copy = readTreeImage(writeTreeImage(tree), tree.dialect, host);
    // As text, because the difference of two pictures would fill a book.
    expect(JSON.stringify(picture(copy))).toBe(JSON.stringify(picture(tree)));
    expect(copy.symbol("A")?.nodes[0]?.help).toBe("Two lines,\n  the second deeper.\n\n");
    expect(copy.symbol("y")).toBe(copy.table.yes);
  });

  // The picture above shows what the example has; this shows that nothing is missing in it.
  it("knows every field of a symbol and of an entry", () => {
    expect(Object.keys(new KSymbol(0, "A", false, false)).sort()).toEqual(SYMBOL_FIELDS);
    const node = new MenuNode(0, "menu", null, { file: "", line: 0 });
    expect(Object.keys(node).sort()).toEqual(NODE_FIELDS);
  });
});
