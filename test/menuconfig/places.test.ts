import { describe, expect, it } from "vitest";
import { presetNamed } from "../../src/menuconfig/presets/index.js";
import { TANGLE } from "./knows-fixture.js";
import { Menus, type MenusOptions } from "./support.js";

const tangle = (): Menus => new Menus({ kconfig: TANGLE });

describe("bookmarks", () => {
  it("are set on a row, gone to from anywhere, and left again", () => {
    const menus = tangle().press("<enter>").goTo("glibc").press("*");
    expect(menus.lines.at(-1)).toContain("Bookmarked");
    menus.press("<escape>").goTo("Packages").press("<enter>", "'");
    expect(menus.selected).toContain("glibc <GLIBC>");
    expect(menus.press("<enter>").selected).toContain("glibc");
    menus.press("<escape>", "<escape>");
    expect(menus.lines[1]).toContain("→ Packages");
  });

  it("are forgotten by the same key, and from their list", () => {
    const menus = tangle().press("*", "*", "'");
    expect(menus.text).toContain("No bookmarks");
    menus.press("<escape>", "*", "'", "r");
    expect(menus.text).toContain("No bookmarks");
  });
});

describe("bookmarks of other times", () => {
  it("are told to the world by name, or by the prompts that lead to what has none", () => {
    const menus = tangle().press("*", "<enter>").goTo("glibc").press("*", "'", "r");
    const path = ["Toolchain"];
    expect(menus.slow).toEqual([
      { type: "keep-bookmark", id: "tree", bookmark: { path }, isSet: true },
      { type: "keep-bookmark", id: "tree", bookmark: { symbol: "GLIBC" }, isSet: true },
      { type: "keep-bookmark", id: "tree", bookmark: { path }, isSet: false },
    ]);
  });

  it("are there again, as far as the tree still has them", () => {
    const bookmarks = [{ symbol: "GLIBC" }, { symbol: "GONE" }, { path: ["Packages"] }, { path: ["Gone"] }];
    const menus = new Menus({ kconfig: TANGLE, bookmarks }).press("'");
    expect(menus.selected).toContain("glibc <GLIBC>");
    expect(menus.press("<down>").selected).toContain("Packages");
    expect(menus.text).not.toMatch(/gone/i);
    expect(menus.press("<enter>").selected).toContain("Packages");
  });

  it("say when they cannot be kept", () => {
    const menus = tangle().press("*").send({ type: "bookmark-not-kept", why: "EROFS: read-only" });
    expect(menus.lines.at(-1)).toContain("not kept (EROFS: read-only)");
  });
});

describe("a tree with a page of its own to begin with", () => {
  const first = (option: string, rest: MenusOptions = {}) =>
    new Menus({ kconfig: TANGLE, firstOption: option, ...rest });

  it("opens there, with the cursor on the option, and says where the main menu is", () => {
    const menus = first("GLIBC");
    expect(menus.lines[1]).toContain("→ Toolchain");
    expect(menus.selected).toContain("glibc");
    expect(menus.lines.at(-1)).toContain("< Exit > goes to the main menu.");
    expect(menus.press("<down>").lines.at(-1)).not.toContain("< Exit >");
  });

  it("has the main menu below it, as it always begins", () => {
    const menus = first("GLIBC").press("<escape>");
    expect(menus.outcome).toBeNull();
    expect(menus.selected).toContain("Toolchain");
    menus.press("<escape>");
    expect(menus.outcome).toBe("unchanged");
  });

  it("shows what is wrong with the file before, and the main menu where it has no such option", () => {
    expect(first("GLIBC", { warnings: [".config:1: no option"] }).text).toContain(".config:1: no option");
    expect(first("NOBODY").press("<escape>").outcome).toBe("unchanged");
  });
});

describe("the places where one was", () => {
  it("are menus that were opened and options that were changed, the last first", () => {
    const menus = tangle().press("<enter>").goTo("glibc").press("y", "<escape>", "^O");
    const { lines } = menus;
    const glibc = lines.findIndex((line) => line.includes("glibc <GLIBC>"));
    expect(lines[glibc + 1]).toContain("Toolchain");
    expect(menus.press("<enter>").selected).toContain("glibc");
  });
});

describe("what is shown besides", () => {
  it("shows the names of symbols behind their prompts, and hides them again", () => {
    const menus = tangle().press("<enter>", "^N");
    expect(menus.text).toContain("[ ] threads (NEW) <THREADS>");
    expect(menus.press("^N").text).not.toContain("<THREADS>");
  });

  it("shows the help of the row below the menu", () => {
    const menus = tangle().press("<enter>", "|");
    expect(menus.text).toContain("Many programs want to do several things at once.");
    menus.press("<down>");
    expect(menus.text).toContain("There is no help available for this option.");
    expect(menus.press("|").text).not.toContain("no help available");
  });

  it("keeps the row in sight when the help takes its room", () => {
    const menus = new Menus().goTo("Long list").press("<enter>", "<end>", "|");
    expect(menus.selected).toContain("row 39");
  });

  it("says who selects an option that cannot be changed, and nothing where nobody does", () => {
    const menus = tangle().goTo("Packages").press("<enter>");
    expect(menus.text).not.toContain("selected by");
    menus.goTo("crypto library").press("y");
    expect(menus.text).not.toContain("selected by");
  });
});

describe("who selects a row", () => {
  it("is whoever does so now, counted beyond three", () => {
    const by = ["A", "B", "C", "D", "E"].map((name) => `config ${name}\n\tbool "${name}"\n\tselect LIB\n`);
    const kconfig = `mainmenu "m"\nconfig LIB\n\tbool "library"\n${by.join("\n")}`;
    expect(new Menus({ kconfig, saved: "C=y\n" }).text).toContain("-*- library [selected by C]");
    const four = new Menus({ kconfig, saved: "A=y\nB=y\nC=y\nE=y\n" });
    expect(four.text).toContain("library [selected by A, B, C and 1 more]");
  });
});

describe("the list of commands", () => {
  it("does a command on the row of the menu", () => {
    const menus = tangle().press("<enter>", ":").type("built in").press("<enter>");
    expect([menus.kind, menus.value("THREADS")]).toEqual(["menu", "y"]);
    menus.press(":").type("undo the last").press("<enter>");
    expect(menus.value("THREADS")).toBe("n");
    menus.press(":").type("why").press("<enter>");
    expect(menus.text).toContain("Why is THREADS n?");
  });

  it("names the keys of each command, and finds nothing quietly", () => {
    const menus = tangle().press(":").type("undo");
    expect(menus.text).toMatch(/<\s+undo the last change/);
    expect(menus.type(" nonsense").press("<enter>").text).toContain("There is no such command.");
  });
});

describe("the page of all keys", () => {
  it("lists the keys of the preset in use, by what they do", () => {
    const menus = tangle().press("<f1>");
    expect(menus.text).toContain("All keys (mconf)");
    expect(menus.text).toMatch(/Up {2}- +one row up/);
    menus.press("<end>");
    expect(menus.text).toContain("What the marks say");
  });
});

describe("a configuration that is broken", () => {
  const warnings = [
    ".config:3:warning: symbol value 'abc' invalid for BITS",
    ".config:9: something without a name",
  ];

  it("opens on the list of what is wrong, each leading to its option", () => {
    const menus = new Menus({ kconfig: TANGLE, warnings });
    expect(menus.text).toContain("Warnings while reading the configuration: 2");
    expect(menus.press("<enter>").selected).toContain("bits");
    menus.press("<escape>", "w");
    expect(menus.text).toContain("Why is BITS 32?");
    expect(menus.press("<escape>", "<escape>").kind).toBe("menu");
  });

  it("says when there is time that options are selected against their dependencies, and lists them", () => {
    const kconfig = `mainmenu "m"
config OFF
\tbool "off"
config LIB
\tbool "library"
\tdepends on OFF
config USER
\tbool "user"
\tselect LIB
`;
    const menus = new Menus({ kconfig, saved: "USER=y\n" });
    expect(menus.kind).toBe("menu");
    expect(menus.send({ type: "indexed" }).lines.at(-1)).toContain(
      "1 option is selected against dependencies: !",
    );
    expect(menus.press("!").selected).toContain("LIB, selected by USER");
    menus.press("w");
    expect(menus.text).toContain("Why is LIB y?");
    expect(tangle().send({ type: "indexed" }).lines.at(-1)).not.toContain("selected against");
  });

  it("is left by Enter on a line that leads nowhere, and found again", () => {
    const menus = new Menus({ kconfig: TANGLE, warnings }).press("<down>", "<enter>");
    expect(menus.kind).toBe("menu");
    expect(menus.press("!").text).toContain("something without a name");
  });
});

describe("lists with a mouse and with other keys", () => {
  it("select a row by a press, and go there by another", () => {
    const menus = tangle().press("/").type("server");
    const y = menus.lines.findIndex((line) => line.includes("SERVER_LOG"));
    const click = (): Menus =>
      menus.send({ type: "mouse", mouse: { kind: "mouse", action: "press", x: 20, y } });
    expect(click().selected).toContain("SERVER_LOG");
    expect(click().selected).toContain("log file of the web server");
  });

  it.each(["nconf", "vi"])("are moved in, opened and left with the keys of %s", (name) => {
    const menus = tangle();
    const { look } = menus.model;
    const keymap = presetNamed(name);
    if (keymap === null) throw new Error(`no preset ${name}`);
    menus.model = { ...menus.model, look: { ...look, keymap } };
    menus.press("*", "j", "*", "'", "j");
    expect(menus.selected).toContain("Packages");
    menus.press("k", "l");
    expect(menus.selected).toContain("Toolchain");
    expect(menus.press("<escape>").text).toContain("Bookmarks");
  });
});
