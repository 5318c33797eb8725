import { readTree } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { WorkAhead } from "../../src/menuconfig/ahead.js";
import { SearchIndex, searchIndex } from "../../src/menuconfig/search/index-text.js";
import { parseQuery, runQuery } from "../../src/menuconfig/search/query.js";
import { TANGLE } from "./knows-fixture.js";
import { Menus } from "./support.js";

/** Menus whose help texts are ready to be searched. */
function searching(text: string): Menus {
  const menus = new Menus({ kconfig: TANGLE });
  searchIndex(menus.model.config.tree).prepare(Number.POSITIVE_INFINITY);
  return menus.press("/").type(text);
}

describe("the search as one types", () => {
  it("finds names before prompts before help", () => {
    const menus = searching("server");
    expect(menus.text).toContain("Search: 2 found");
    const { lines } = menus;
    const first = lines.findIndex((line) => line.includes("SERVER=n  web server"));
    const second = lines.findIndex((line) => line.includes("SERVER_LOG"));
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(first + 1);
  });

  it("finds what has all the words, wherever they stand, in help too", () => {
    expect(searching("wire server").text).toContain("Search: 1 found");
    expect(searching("several things").text).toContain("THREADS=n  threads");
  });

  it("finds letters in their order when nothing has the word", () => {
    expect(searching("thrds").text).toContain("THREADS");
    expect(searching("qqq").text).toContain("Nothing has it.");
  });

  it("takes what stands between slashes for a regular expression", () => {
    expect(searching("/^ser.*g$/").text).toContain("Search: 1 found");
    expect(searching("/^ser.*g").text).toContain("SERVER_LOG");
    expect(searching("/(/").text).toContain("not a regular expression");
  });

  it("goes to what is found with Down and Enter, and comes back to it", () => {
    const menus = searching("log").press("<down>", "<enter>");
    expect(menus.selected).toContain("log file of the web server");
    expect(menus.lines.at(-1)).toContain("cannot be set now");
    expect(menus.model.showAll).toBe(false);
    menus.press("<escape>");
    expect(menus.text).toContain("Search: 1 found");
    expect(menus.selected).toContain("SERVER_LOG");
    expect(menus.press("<escape>").kind).toBe("menu");
  });

  it("goes on with the text when one types in the list, and up from its first row", () => {
    const menus = searching("ser").press("<down>").type("ver_").press("<down>", "<up>").type("log");
    expect(menus.text).toContain("Search: 1 found");
  });

  it("is in the field again when the list has become empty: keys there edit the text", () => {
    const menus = searching("ser").press("<down>").type("qqq").press("^e", "^u").type("log");
    expect(menus.text).toContain("Search: 1 found");
    expect(menus.press("^a", "^k").text).not.toContain("Search: 1 found");
  });

  it("takes a pasted text, never for keys", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("/");
    menus.send({ type: "key", key: { kind: "paste", text: "THREADS\n" } });
    expect(menus.text).toContain("│THREADS ");
    expect(menus.text).toContain("Search: 1 found");
  });
});

describe("Enter after a name, as in mconf", () => {
  it("shows the page of the names that match, where digits jump and Esc comes back", () => {
    const menus = searching("threads").press("<enter>");
    expect(menus.text).toContain("Symbol: THREADS [=n]");
    expect(menus.press("1").selected).toContain("threads");
    expect(menus.press("<escape>").text).toContain("Symbol: THREADS");
    expect(menus.press("<escape>").kind).toBe("menu");
  });

  it("takes the name with or without the prefix of the file format", () => {
    expect(parseQuery("CONFIG_USB", "CONFIG_")).toEqual({ by: "words", text: "USB" });
    expect(parseQuery("usb", "CONFIG_")).toEqual({ by: "words", text: "usb" });
    expect(parseQuery("CONFIG_", "CONFIG_")).toEqual({ by: "words", text: "CONFIG_" });
  });

  it("lists what has the words in its prompt or help below, with digits as well", () => {
    const menus = searching("several").press("<enter>");
    expect(menus.text).toContain("No option has such a name.");
    expect(menus.text).toContain("(1) threads <THREADS>  Toolchain");
    expect(menus.press("1").selected).toContain("threads");
  });

  it("does nothing without a text", () => {
    expect(new Menus().press("/", "<enter>").kind).toBe("menu");
  });
});

describe("the index of a tree", () => {
  const tree = readTree(
    "Kconfig",
    { readFile: () => TANGLE, env: () => undefined, shell: () => "" },
    "buildroot",
  );

  it("is made in pieces: names and prompts first, help when there is time", () => {
    const index = new SearchIndex(tree);
    expect([index.isUsable, index.isComplete]).toEqual([false, false]);
    index.makeUsable();
    expect(runQuery(index, parseQuery("several", "")).found).toEqual([]);
    while (!index.prepare(0));
    expect(runQuery(index, parseQuery("several", "")).found).toHaveLength(1);
  });

  it("finds by an expression what it finds one by one", () => {
    const index = new SearchIndex(tree);
    index.prepare(Number.POSITIVE_INFINITY);
    for (const source of ["e", "^s", "er$", "s.*r", "x*", "a|b", "\\bt"]) {
      const one = index.nodes.filter(({ symbol, prompt, help }) =>
        [symbol?.name ?? "", prompt ?? "", help ?? ""].some((text) => new RegExp(source, "im").test(text)),
      );
      const { found } = runQuery(index, { by: "expression", source });
      expect(new Set(found.map(({ node }) => node)), source).toEqual(new Set(one));
    }
  });
});

describe("a single letter", () => {
  it("finds names, parts of names and prompts that begin with it", () => {
    expect(searching("l").text).toContain("Search: 1 found");
    expect(searching("l").text).toContain("SERVER_LOG");
    expect(searching("t").text).toContain("THREADS=n");
  });
});

describe("a name that very many have", () => {
  it("shows the first thousand, and says how many more there are", () => {
    const many = Array.from({ length: 6000 }, (_, i) => `config ROW_${i}\n\tbool "row ${i}"\n`).join("\n");
    const menus = new Menus({ kconfig: `mainmenu "m"\n${many}` }).press("/").type("row").press("<enter>");
    expect(menus.text).toContain("Symbol: ROW_0");
    expect(menus.press("<end>").text).toContain("5000 more names match");
  });
});

describe("the order of what is found", () => {
  const entry = (name: string, prompt: string, help: string): string =>
    `config ${name}\n\tbool "${prompt}"\n\thelp\n\t  ${help}\n`;
  const order = (text: string, entries: readonly string[]): string[] => {
    const kconfig = `mainmenu "m"\n${entries.join("\n")}`;
    const host = { readFile: () => kconfig, env: () => undefined, shell: () => "" };
    const index = new SearchIndex(readTree("Kconfig", host, "buildroot"));
    index.prepare(Number.POSITIVE_INFINITY);
    return runQuery(index, parseQuery(text, "")).found.map(({ node }) => node.symbol?.name ?? "");
  };

  it("is names, prompts, help; wholes, starts, words, parts; and the short name first among equals", () => {
    const entries = [
      entry("H_PART", "a", "about unzip"),
      entry("H_WORD", "a", "about zip"),
      entry("P_PART", "the unzip", "b"),
      entry("UNZIP", "a", "b"),
      entry("P_WORD", "the zip", "b"),
      entry("P_START", "zip it", "b"),
      entry("GO_ZIP", "a", "b"),
      entry("ZIP_LONG_NAME", "a", "b"),
      entry("ZIPPER", "a", "b"),
      entry("ZIP", "a", "b"),
    ];
    expect(order("zip", entries)).toEqual([
      "ZIP",
      "ZIPPER",
      "ZIP_LONG_NAME",
      "GO_ZIP",
      "P_START",
      "P_WORD",
      "UNZIP",
      "P_PART",
      "H_WORD",
      "H_PART",
    ]);
  });

  it("counts a word at any place of a text", () => {
    expect(order("zip", [entry("A", "unzip and zip", "b"), entry("B", "unzip", "b")])).toEqual(["A", "B"]);
    expect(order("zip", [entry("B", "a", "unzip"), entry("A", "a", "unzip or zip")])).toEqual(["A", "B"]);
  });
});

describe("typing letter by letter", () => {
  it("finds what the whole text finds at once", () => {
    const host = { readFile: () => TANGLE, env: () => undefined, shell: () => "" };
    const whole = (text: string): string[] => {
      const index = new SearchIndex(readTree("Kconfig", host, "buildroot"));
      index.prepare(Number.POSITIVE_INFINITY);
      return runQuery(index, parseQuery(text, "")).found.map(({ node }) => node.location.line.toString());
    };
    const typed = new SearchIndex(readTree("Kconfig", host, "buildroot"));
    typed.prepare(Number.POSITIVE_INFINITY);
    for (const text of ["several things", "server", "pages over", "THREADS", "want"]) {
      for (let end = 1; end <= text.length; end++) {
        const part = text.slice(0, end);
        const { found } = runQuery(typed, parseQuery(part, ""));
        expect(
          found.map(({ node }) => node.location.line.toString()),
          part,
        ).toEqual(whole(part));
      }
    }
  });
});

describe("a search that is open while the index is made", () => {
  it("finds in help what it could not before, when it is told", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("/").type("several");
    expect(menus.text).toContain("Nothing has it.");
    searchIndex(menus.model.config.tree).prepare(Number.POSITIVE_INFINITY);
    expect(menus.send({ type: "indexed" }).text).toContain("THREADS=n  threads");
  });

  it("is made between the keys, and says when it is done", async () => {
    const { model } = new Menus({ kconfig: TANGLE });
    await new Promise<void>((done) => new WorkAhead(done).follow(model));
    expect(searchIndex(model.config.tree).isComplete).toBe(true);
  });
});
