import { PassThrough, Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { parseLine } from "../../src/menuconfig/plain/line.js";
import { runPlain } from "../../src/menuconfig/plain/run.js";
import { Menus } from "./support.js";

/** Plays lines; gives all that was written, and how it ended. */
async function play(lines: readonly string[], menus = new Menus({ rows: 30 })) {
  let out = "";
  const input = Readable.from([lines.map((line) => `${line}\n`).join("")]);
  const write = (text: string): void => {
    out += text;
  };
  const ending = await runPlain(menus.model, { input, write, prompt: false }, menus.files);
  return { out, ending, menus, lines: out.split("\n") };
}

const value = (menus: Menus, name: string): string => menus.value(name);

describe("the menus in lines", () => {
  it("number the rows of a menu under its path", async () => {
    const { out } = await play([]);
    expect(out).toContain(
      "Fixture Configuration\n1 (plain image) Image title (NEW)\n2 Target options  --->\n",
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing but lines of text may be written
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\u2500-\u257f]/);
  });

  it("open what a number stands for, and go back", async () => {
    const { out } = await play(["2", "b"]);
    expect(out).toContain(
      "\nFixture Configuration > Target options\n1 Architecture (ARM)  --->\n2 (4) Jobs (NEW)\n",
    );
    expect(out.match(/^Fixture Configuration$/gm)).toHaveLength(2);
  });

  it("take a value of a choice by its number", async () => {
    const { out, menus } = await play(["2", "1", "2"]);
    expect(out).toContain("Architecture: one of these\n1 (X) ARM\n2 ( ) MIPS\n");
    expect(value(menus, "MIPS")).toBe("y");
    expect(out).toContain("1 Architecture (MIPS)  --->");
  });

  it.each([["y 4"], ["4=y"], ["4 y"], ["4"], ["t 4"]])(
    "change a value with %j, and say what else changed",
    async (line) => {
      const { out, menus } = await play([line]);
      expect(value(menus, "ALPHA")).toBe("y");
      expect(out).toContain("4 [*] alpha tool\n5 [ ]   extra of alpha (NEW)\n6 -*- core library\n");
      expect(out).toContain("There are 9 rows now, 8 before: an empty line shows them.");
    },
  );

  it("say when a value stays as it is", async () => {
    const { out, menus } = await play(["y 4", "n 6"]);
    expect(value(menus, "CORE")).toBe("y");
    expect(out).toContain("-*- core library: stays as it is");
  });

  it("ask for text, and ask again when it is not valid", async () => {
    const { out, menus } = await play(["2", "2", "99", "12"]);
    expect(out).toContain("Jobs [4]");
    expect(out).toContain("between 1 and 64");
    expect(out).toContain('"99" is not valid here.');
    expect(value(menus, "JOBS")).toBe("12");
  });

  it("leave a text as it is on an empty line, and empty it on two quotes", async () => {
    expect(value((await play(["1", ""])).menus, "TITLE")).toBe("plain image");
    expect(value((await play(["1", '""'])).menus, "TITLE")).toBe("");
    expect(value((await play(["1=of mine"])).menus, "TITLE")).toBe("of mine");
  });

  it("search, and go to what a number stands for", async () => {
    const { out, menus } = await play(["/jobs", "1", "2=8"]);
    expect(out).toMatch(/^1 JOBS=4 Jobs$/m);
    expect(out).toContain("Fixture Configuration > Target options");
    expect(value(menus, "JOBS")).toBe("8");
    expect((await play(["/nosuchthing"])).out).toContain('Nothing has "nosuchthing".');
  });

  it("show help on a row and on themselves", async () => {
    expect((await play(["? 1"])).out).toContain("Shown by the boot loader.");
    expect((await play(["?"])).out).toContain("an empty line shows the rows again");
  });

  it("save, under another name too", async () => {
    const { out, menus } = await play(["y 4", "s", "s other"]);
    expect(menus.files.saves.map(({ path }) => path)).toEqual([".config", "other"]);
    expect(out).toContain("The configuration was written to other.");
  });

  it("ask before changes are lost, and take a word for an answer", async () => {
    const { out, ending } = await play(["y 4", "q", "no"]);
    expect(out).toContain("Do you wish to save your new configuration?");
    expect(ending).toMatchObject({ by: "user", outcome: "discarded" });
    expect((await play(["q"])).ending).toMatchObject({ outcome: "unchanged" });
    expect((await play(["y 4", "q", "yes"])).ending).toMatchObject({ outcome: "saved" });
  });

  it("end with the input: unsaved changes are told, not saved", async () => {
    const { ending, menus } = await play(["y 4"]);
    expect(ending).toEqual({ by: "end", unsaved: true });
    expect(menus.files.saves).toEqual([]);
  });

  it("tell why, what would help, and what differs", async () => {
    const { out } = await play(["y 4", "w 6", "b", "d"]);
    expect(out).toMatch(/core library|CORE/);
    expect(out).toContain("ALPHA");
    const stuck = await play(["z", "w 9"]);
    expect(stuck.out).toContain("HIDDEN");
    expect(stuck.out).toContain("MIPS");
  });

  it("go on to the next tree, and say what changes will cost", async () => {
    const trees = [
      { id: "one", title: "One" },
      { id: "two", title: "Two" },
    ];
    const { out, menus } = await play(["t"], new Menus({ rows: 30, trees }));
    expect(out).toContain("Two");
    expect(menus.model.trees).toHaveLength(2);
    expect((await play(["c"])).out.length).toBeGreaterThan(0);
  });

  it("ask on Ctrl-C what leaving asks, and end on the second", async () => {
    const menus = new Menus();
    let out = "";
    const input = new PassThrough();
    const write = (text: string): void => {
      out += text;
    };
    const ended = runPlain(menus.model, { input, write, prompt: true }, menus.files);
    input.write("y 4\n");
    await vi.waitFor(() => expect(out).toContain("4 [*] alpha tool"));
    process.kill(process.pid, "SIGINT");
    await vi.waitFor(() => expect(out).toContain("Do you wish to save your new configuration?"));
    process.kill(process.pid, "SIGINT");
    expect(await ended).toEqual({ by: "end", unsaved: true });
  });

  it("undo and make again", async () => {
    expect(value((await play(["y 4", "u"])).menus, "ALPHA")).toBe("n");
    expect(value((await play(["y 4", "u", "r"])).menus, "ALPHA")).toBe("y");
  });

  it("begin with the problems of a configuration that is broken", async () => {
    const menus = new Menus({ warnings: [".config:3:warning: symbol value 'x' invalid for JOBS"] });
    const { out } = await play(["b"], menus);
    expect(out.indexOf("symbol value 'x' invalid for JOBS")).toBeGreaterThan(0);
    expect(out.indexOf("symbol value 'x' invalid for JOBS")).toBeLessThan(out.indexOf("1 (plain image)"));
  });

  it("say what is no command, and which rows are not there", async () => {
    const { out } = await play(["dance", "77"]);
    expect(out).toContain('"dance" is no command: ? lists them.');
    expect(out).toContain("There is no row 77.");
  });
});

describe("a typed line", () => {
  it.each([
    ["y 3, 5 7", { do: "set", key: "y", rows: [3, 5, 7] }],
    ["M12", { do: "set", key: "m", rows: [12] }],
    ["3 = n", { do: "set", key: "n", rows: [3] }],
    ["3=n o", { do: "value", row: 3, text: "n o" }],
    ["?12", { do: "help", row: 12 }],
    ["s  my file", { do: "save", path: "my file" }],
    ["..", { do: "back" }],
    ["/a b", { do: "search", text: "a b" }],
  ])("%j", (line, command) => {
    expect(parseLine(line)).toEqual(command);
  });
});
