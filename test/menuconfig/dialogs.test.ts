import { describe, expect, it } from "vitest";
import { paste } from "../../src/menuconfig/keys.js";
import { Menus } from "./support.js";

describe("a value", () => {
  const clear = Array<string>(30).fill("<backspace>");

  it("is edited in a box that holds the old one", () => {
    const menus = new Menus().press("<enter>");
    expect(menus.text).toContain("│plain image");
    menus.press("<home>").type("my ").press("<enter>");
    expect(menus.value("TITLE")).toBe("my plain image");
    expect(menus.kind).toBe("menu");
  });

  it("takes letters that are commands elsewhere", () => {
    expect(
      new Menus()
        .press("<enter>", ...clear)
        .type("/?hnyzx e")
        .press("<enter>")
        .value("TITLE"),
    ).toBe("/?hnyzx e");
  });

  it("stays as it was on ESC", () => {
    expect(new Menus().press("<enter>").type("zzz").press("<escape>").value("TITLE")).toBe("plain image");
  });

  it("keeps bytes that are no text of any kind, when something else of it is edited", () => {
    const bytes = "a\xff\x80\xc3\xb6\xc3\x01\xf0\x9f\x90\xa2\t";
    const menus = new Menus({ saved: `TITLE="${bytes}"\n` });
    expect(menus.value("TITLE")).toBe(bytes);
    expect(menus.press("<enter>").text).toContain("a??ö??? ");
    menus.press("<enter>");
    expect(menus.value("TITLE")).toBe(bytes);
    menus.press("<enter>", "!", "<left>", "<left>", "<backspace>", "<enter>");
    expect(menus.value("TITLE")).toBe(bytes.replace(/\xf0\x9f\x90\xa2/, "").concat("!"));
  });

  it("keeps letters beyond ASCII as UTF-8 bytes, and shows them as letters", () => {
    const menus = new Menus()
      .press("<enter>", ...clear)
      .type("Köln")
      .press("<enter>");
    expect(Buffer.from(menus.value("TITLE"), "latin1").toString("utf8")).toBe("Köln");
    expect(menus.text).toContain("(Köln) Image title");
  });

  it.each([
    ["Jobs", "JOBS", "65", "4"],
    ["Jobs", "JOBS", "many", "4"],
    ["Load address", "BASE", "0xzz", "0x8000"],
  ])("%s: asks again when it is not valid", (row, name, typed, before) => {
    const menus = new Menus()
      .goTo("Target options")
      .press("<enter>")
      .goTo(row)
      .press("<enter>", ...clear);
    menus.type(typed).press("<enter>");
    expect(menus.text).toContain(`"${typed}" is not valid here.`);
    expect(menus.value(name)).toBe(before);
    menus.press("<enter>");
    expect(menus.kind).toBe("input");
    expect(menus.text).toContain(typed);
  });

  it("says which range a number must keep", () => {
    const menus = new Menus().goTo("Target options").press("<enter>").goTo("Jobs").press("<enter>");
    expect(menus.text).toContain("between 1 and 64");
    expect(
      menus
        .press(...clear)
        .type("64")
        .press("<enter>")
        .value("JOBS"),
    ).toBe("64");
  });

  it("takes a paste as one line of text, whatever keys it holds", () => {
    const menus = new Menus().press("<enter>", ...clear);
    menus.send({ type: "key", key: paste("one\ntwo\x1b[A\r") });
    expect(menus.press("<enter>").value("TITLE")).toBe("one two [A");
  });

  it("ignores a paste where no text is asked for", () => {
    const menus = new Menus().goTo("alpha tool");
    menus.send({ type: "key", key: paste("yyy") });
    expect(menus.value("ALPHA")).toBe("n");
  });

  it("goes round field and buttons with Tab, and shows help", () => {
    const menus = new Menus().press("<enter>", "<tab>", "<tab>", "<enter>");
    expect(menus.text).toContain("Shown by the boot loader.");
    expect(menus.press("<escape>").kind).toBe("input");
  });
});

describe("a choice", () => {
  const open = (): Menus => new Menus().goTo("Target options").press("<enter>", "<home>", "<enter>");

  it("is shown in its menu with the value in force", () => {
    expect(new Menus().goTo("Target options").press("<enter>").text).toContain(
      "    Architecture (ARM)  --->",
    );
  });

  it("opens as a list with the cursor on that value", () => {
    const menus = open();
    expect(menus.kind).toBe("choice");
    expect(menus.selected).toBe("(X) ARM");
    expect(menus.text).toContain("( ) MIPS");
  });

  it.each([" ", "<enter>"])("takes the row under the cursor with %j", (key) => {
    const menus = open().press("<down>", key);
    expect(menus.value("MIPS")).toBe("y");
    expect(menus.value("ARM")).toBe("n");
    expect(menus.text).toContain("Architecture (MIPS)  --->");
  });

  it("changes nothing on ESC", () => {
    expect(open().press("<down>", "<escape>").value("ARM")).toBe("y");
  });

  it("jumps by letter and shows help", () => {
    const menus = open().press("i");
    expect(menus.selected).toBe("( ) MIPS");
    expect(menus.press("<up>", "?").text).toContain("Many boards.");
  });
});

describe("help", () => {
  it("has the dashes and quotes of its author, on its page and beside the menu", () => {
    const kconfig =
      'mainmenu "m"\nconfig A\n\tbool "a"\n\thelp\n\t  Fast \xe2\x80\x94 \xe2\x80\x9cvery\xe2\x80\x9d.\n';
    expect(new Menus({ kconfig }).press("?").text).toContain("Fast — “very”.");
    expect(new Menus({ kconfig, columns: 200 }).text).toContain("Fast — “very”.");
  });

  it("shows the text, then what is known of the symbol", () => {
    const { text } = new Menus().press("?");
    expect(text).toContain("Shown by the boot loader.");
    expect(text).toContain("Symbol: TITLE [=plain image]");
    expect(text).toContain("Defined at Kconfig:3");
  });

  it("says so when there is none", () => {
    expect(new Menus().goTo("alpha tool").press("h").text).toContain("There is no help available");
  });

  it("explains the menus where there is no option, and scrolls", () => {
    const menus = new Menus().goTo("Target options").press("?");
    expect(menus.text).toContain("How to use the menus");
    const before = menus.text;
    expect(menus.press("<pagedown>").text).not.toBe(before);
    expect(menus.text).toContain("%)");
    expect(menus.press("<home>").text).toBe(before);
    expect(menus.press("x").kind).toBe("menu");
  });
});

describe("search", () => {
  const search = (pattern: string): Menus => new Menus().press("/").type(pattern).press("<enter>");

  it("lists the symbols found, numbers their places, and jumps by digit", () => {
    const menus = search("^jobs$");
    expect(menus.text).toContain("Symbol: JOBS [=4]");
    expect(menus.text).toContain("(1) -> Target options");
    menus.press("1");
    expect(menus.selected).toContain("Jobs");
  });

  it("comes back to the results", () => {
    expect(search("^jobs$").press("1", "<escape>").text).toContain("Symbol: JOBS");
  });

  it("jumps to options of the main menu", () => {
    expect(search("^core$").press("1").selected).toContain("core library");
  });

  it("jumps to the choice of a choice value, and to the menu of a hidden option", () => {
    expect(search("^mips$").press("1").selected).toContain("Architecture");
    expect(search("^hidden$").press("1").kind).toBe("menu");
  });

  it("lets a digit mean the place on the screen when there are more than nine", () => {
    const menus = search("row_");
    const digit = /\((\d)\)/;
    menus.press("<pagedown>", "<pagedown>", "<pagedown>");
    const shown = menus.lines.find((line) => digit.test(line)) ?? "";
    const name =
      menus.lines.slice(menus.lines.indexOf(shown) - 2).find((line) => line.includes("Prompt:")) ?? "";
    menus.press(digit.exec(shown)?.[1] ?? "");
    expect(menus.selected).toContain(/row \d+/.exec(name)?.[0]);
  });

  it("says when nothing is found, and when the expression is none", () => {
    expect(search("nosuchthing").text).toContain("No option has such a name");
    expect(search("(").text).toContain("is not a regular expression");
  });

  it("does nothing on an empty pattern", () => {
    expect(search("").kind).toBe("menu");
  });
});

describe("save and load", () => {
  const save = (menus: Menus): Menus => menus.press("<left>", "<left>", "<enter>");

  it("saves under the name that is asked for, and goes on with it", () => {
    const menus = save(new Menus())
      .press(...Array<string>(7).fill("<backspace>"))
      .type("other")
      .press("<enter>");
    expect(menus.files.saves).toEqual([{ path: "other", force: false }]);
    expect(menus.text).toContain("The configuration was written to other.");
    expect(menus.press("<enter>").kind).toBe("menu");
    expect(menus.lines[0]).toContain("other - ");
  });

  it("asks before it runs over a file that changed meanwhile: cancel is the answer at hand", () => {
    const menus = new Menus();
    menus.files.saveOutcome = (path, force) =>
      force ? { result: "saved", path } : { result: "conflict", conflict: "changed", diff: [] };
    save(menus).press("<enter>");
    expect(menus.text).toContain("has changed on disk since it was read");
    menus.press("<enter>");
    expect(menus.files.saves).toHaveLength(1);
    save(menus).press("<enter>", "o");
    expect(menus.files.saves.at(-1)).toEqual({ path: ".config", force: true });
  });

  it("offers another name in that case, and leaves after it when it was leaving", () => {
    const menus = new Menus().goTo("alpha tool").press("y");
    menus.files.saveOutcome = (path) =>
      path === ".config" ? { result: "conflict", conflict: "changed", diff: [] } : { result: "saved", path };
    menus.press("<escape>", "<enter>", "s").type(".mine").press("<enter>");
    expect(menus.files.saves.at(-1)?.path).toBe(".config.mine");
    expect(menus.outcome).toBe("saved");
  });

  it("loads a file, which then counts as not saved", () => {
    const menus = new Menus().press("<left>", "<enter>").type(".old").press("<enter>");
    expect(menus.files.loads).toEqual([".config.old"]);
    expect(menus.press("<escape>").text).toContain("Do you wish to save");
  });

  it("says why a file cannot be loaded and stays as it was", () => {
    const menus = new Menus();
    menus.files.loadOutcome = { ok: false, why: "there is no such file" };
    menus.press("<left>", "<enter>", "<enter>");
    expect(menus.text).toContain("there is no such file");
    expect(menus.press("<enter>").text).toContain("Load a configuration");
    expect(menus.press("<escape>", "<escape>").outcome).toBe("unchanged");
  });

  it("shows the warnings of a file at the start, and the menu behind them", () => {
    const menus = new Menus({ warnings: [".config:3:warning: symbol value 'x' invalid for JOBS"] });
    expect(menus.text).toContain("symbol value 'x' invalid for JOBS");
    expect(menus.press("<enter>").kind).toBe("menu");
  });
});
