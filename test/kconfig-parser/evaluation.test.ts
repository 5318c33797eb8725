import { configText, readConfiguration, setString, setTri, toggle } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { configOf, symbolOf } from "./support.js";

describe("values", () => {
  it("a select overrides what the user said and what the symbol depends on", () => {
    const config = configOf(
      'config A\n\tbool "a"\n\tselect B\nconfig B\n\tbool "b"\n\tdepends on C\nconfig C\n\tbool "c"\n',
    );
    const unmet: (string | null)[] = [];
    config.onUnmetDependency = (symbol) => unmet.push(symbol.name);
    setTri(config, symbolOf(config, "A"), 2);
    expect(config.triValue(symbolOf(config, "B"))).toBe(2);
    expect(unmet).toEqual(["B"]);
  });

  it("an imply is only a default", () => {
    const config = configOf('config A\n\tbool "a"\n\timply B\nconfig B\n\tbool "b"\n');
    setTri(config, symbolOf(config, "A"), 2);
    expect(config.triValue(symbolOf(config, "B"))).toBe(2);
    expect(setTri(config, symbolOf(config, "B"), 0)).toBe(true);
    expect(config.triValue(symbolOf(config, "B"))).toBe(0);
  });

  it("a number is held in its range", () => {
    const config = configOf(
      'config N\n\tint "n"\n\trange 1 8\n\tdefault 12\nconfig H\n\thex "h"\n\trange 0x10 0x20\n',
    );
    expect(config.stringValue(symbolOf(config, "N"))).toBe("8");
    expect(config.stringValue(symbolOf(config, "H"))).toBe("0x10");
    expect(setString(config, symbolOf(config, "N"), "9")).toBe(false);
    expect(setString(config, symbolOf(config, "N"), "3")).toBe(true);
    expect(setString(config, symbolOf(config, "H"), "1f")).toBe(true);
    expect(config.stringValue(symbolOf(config, "H"))).toBe("0x1f");
  });

  it("numbers compare as numbers, other texts by their bytes", () => {
    const config = configOf(
      'config N\n\tint\n\tdefault 10\nconfig A\n\tdef_bool N > 9\nconfig B\n\tdef_bool "abc" < "abd"\nconfig C\n\tdef_bool "9" > "10"\n',
    );
    expect(["A", "B", "C"].map((n) => config.triValue(symbolOf(config, n)))).toEqual([2, 2, 0]);
  });
});

describe("a choice", () => {
  const kconfig =
    'choice\n\tprompt "which"\n\tdefault B\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nconfig C\n\tbool "c"\n\tdepends on D\nendchoice\nconfig D\n\tbool "d"\n';

  it("has its default until the user picks another", () => {
    const config = configOf(kconfig);
    expect(config.triValue(symbolOf(config, "B"))).toBe(2);
    setTri(config, symbolOf(config, "A"), 2);
    expect(["A", "B"].map((n) => config.triValue(symbolOf(config, n)))).toEqual([2, 0]);
  });

  it("goes back to its default when the pick disappears, and remembers it", () => {
    const config = configOf(kconfig);
    setTri(config, symbolOf(config, "D"), 2);
    setTri(config, symbolOf(config, "C"), 2);
    setTri(config, symbolOf(config, "D"), 0);
    expect(config.triValue(symbolOf(config, "B"))).toBe(2);
    setTri(config, symbolOf(config, "D"), 2);
    expect(config.triValue(symbolOf(config, "C"))).toBe(2);
  });

  it("cannot be switched off by its value", () => {
    const config = configOf(kconfig);
    expect(setTri(config, symbolOf(config, "B"), 0)).toBe(false);
    expect(toggle(config, symbolOf(config, "B"))).toBe(2);
  });
});

describe("the menu tree", () => {
  it("nests what depends on the entry before it, and dissolves if blocks", () => {
    const { tree } = configOf(
      'config A\n\tbool "a"\nif A\nconfig B\n\tbool "b"\nendif\nconfig C\n\tbool "c"\n\tdepends on A\nconfig D\n\tbool "d"\n',
    );
    const names = (nodes: typeof tree.root.children): (string | null | undefined)[] =>
      nodes.flatMap((n) => (n.symbol ? [n.symbol.name] : []));
    expect(names(tree.root.children)).toEqual(["A", "D"]);
    expect(names(tree.root.children[0]?.children ?? [])).toEqual(["B", "C"]);
  });

  it("keeps the help text, its indentation and blank lines", () => {
    const { tree } = configOf(
      'config A\n\tbool "a"\n\thelp\n\t  First.\n\n\t    Deeper.\nconfig B\n\tbool "b"\n',
    );
    expect(tree.symbol("A")?.nodes[0]?.help).toBe("First.\n\n  Deeper.\n");
    expect(tree.symbol("B")?.nodes).toHaveLength(1);
  });

  it("shows a variable in the title", () => {
    const config = configOf('mainmenu "Version $V"\nconfig V\n\tstring\n\toption env="VERSION"\n', {
      VERSION: "7",
    });
    expect(config.tree.title).toBe("Version 7");
    expect(configText(config)).toBe("#\n# Automatically generated file; DO NOT EDIT.\n# Version 7\n#\n");
  });
});

describe("a .config that is not quite right", () => {
  const kconfig = 'config A\n\tbool "a"\nconfig S\n\tstring "s"\nconfig N\n\tint "n"\n\tdefault 5\n';

  it("is read as far as it goes, and each bad line is named in C's words", () => {
    const config = configOf(kconfig);
    const text = 'A=maybe\nS="no end\nN=0x1\nA=y\nA=n\nNOBODY=y\nwithout equals\n';
    expect(readConfiguration(config, text, ".config").warnings).toEqual([
      ".config:1:warning: symbol value 'maybe' invalid for A",
      ".config:2:warning: invalid string found",
      ".config:3:warning: symbol value '0x1' invalid for N",
      ".config:5:warning: override: reassigning to symbol A",
    ]);
    expect(config.modified).toBe(true);
    expect(configText(config)).toContain('# A is not set\nS=""\nN=5\n');
  });

  it("keeps quotes, backslashes, dollars and bytes above 127", () => {
    const config = configOf(kconfig);
    const value = '"q" \\ $(rm -rf /) `x` \xe9';
    expect(setString(config, symbolOf(config, "S"), value)).toBe(true);
    const again = configOf(kconfig);
    readConfiguration(again, configText(config), ".config");
    expect(again.stringValue(symbolOf(again, "S"))).toBe(value);
  });

  it("a value with a newline is refused: it would be another line of the file", () => {
    const config = configOf(kconfig);
    expect(setString(config, symbolOf(config, "S"), "a\nA=y")).toBe(false);
  });
});
