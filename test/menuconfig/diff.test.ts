import { configText } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { TANGLE } from "./knows-fixture.js";
import { Menus } from "./support.js";

/** Menus over a saved file that the files know as well. */
function withFile(saved: string): Menus {
  const menus = new Menus({ kconfig: TANGLE, saved });
  menus.files.texts.set(".config", configText(menus.model.config));
  return menus;
}

describe("the page of differences", () => {
  it("shows what differs from the saved file, there and here", () => {
    const menus = withFile("").press("<enter>", "y", "=");
    expect(menus.text).toContain("1 difference from the file .config");
    expect(menus.selected).toContain("THREADS  n -> y  threads");
  });

  it("says so when nothing differs, and when there is no file", () => {
    expect(withFile("").press("=").text).toContain("Nothing differs from the file .config.");
    expect(new Menus({ kconfig: TANGLE }).press("=").text).toContain(".config: there is no such file");
  });

  it("tells what follows by itself from what was set", () => {
    const menus = withFile("").goTo("Packages").press("<enter>").goTo("crypto library").press("y", "=");
    const { lines } = menus;
    const crypto = lines.findIndex((line) => line.includes("CRYPTO"));
    const follows = lines.findIndex((line) => line.includes("follows from the rest"));
    const inner = lines.findIndex((line) => line.includes("INNER"));
    expect(crypto).toBeGreaterThan(0);
    expect([follows, inner]).toEqual([follows, follows + 1]);
    expect(follows).toBeGreaterThan(crypto);
  });

  it("goes to an entry and comes back", () => {
    const menus = withFile("").press("<enter>", "y", "<escape>", "=", "<enter>");
    expect(menus.selected).toContain("threads");
    expect(menus.press("n", "<escape>").text).toContain("Nothing differs");
  });

  it("takes the value of the other side back, and undoes that", () => {
    const menus = withFile('SERVER_LOG="x"\n').press("<enter>").goTo("bits").press("<enter>", "^U");
    menus.type("48").press("<enter>", "=", "r");
    expect(menus.value("BITS")).toBe("32");
    expect(menus.text).toContain("Nothing differs");
    expect(menus.press("<").value("BITS")).toBe("48");
  });

  it("compares with the last load and the defconfig in turn", () => {
    const menus = withFile("THREADS=y\n").press("<enter>", "n", "=", "a");
    expect(menus.text).toContain("1 difference from what was last loaded");
    menus.press("a");
    expect(menus.text).toContain("Nothing differs from the defaults.");
    const { memory } = menus.model;
    menus.model = { ...menus.model, memory: { ...memory, defconfig: "board_defconfig" } };
    menus.files.texts.set("board_defconfig", "BITS=64\n");
    menus.press("a", "a", "a");
    expect(menus.text).toContain("from the defconfig board_defconfig");
    expect(menus.text).toContain("BITS  64 -> 32");
  });
});

describe("the menus of what was changed", () => {
  it("show only that, and the menus around it", () => {
    const menus = withFile("").press("<enter>", "y", "<escape>", "%");
    expect(menus.text).toContain("Toolchain");
    expect(menus.text).not.toContain("Packages");
    menus.press("<enter>");
    expect(menus.text).toContain("[*] threads");
    expect(menus.text).not.toContain("glibc");
    expect(menus.press("%").text).toContain("glibc");
  });

  it("are empty after saving", () => {
    const menus = withFile("").press("<enter>", "y", "<f6>", "<enter>", "<enter>", "%");
    expect(menus.text).not.toContain("threads");
  });
});

describe("putting back", () => {
  it("gives an option its saved value", () => {
    const menus = withFile("GLIBC=y\n").press("<enter>").goTo("glibc").press("n", "<delete>");
    expect(menus.selected).toContain("glibc: the saved values (1 differs)");
    menus.press("<enter>");
    expect([menus.value("GLIBC"), menus.kind]).toEqual(["y", "menu"]);
    expect(menus.press("<").value("GLIBC")).toBe("n");
  });

  it("gives an option its default, which is new then", () => {
    const menus = withFile("GLIBC=y\n").press("<enter>").goTo("glibc").press("<delete>", "<down>", "<enter>");
    expect(menus.selected).toContain("[ ] glibc (NEW)");
  });

  it("gives all of a menu its saved values or its defaults, as one step", () => {
    const menus = withFile("THREADS=y\nBITS=64\n").press("<enter>", "n").goTo("glibc").press("y");
    menus.press("<escape>", "<delete>");
    expect(menus.text).toContain('All of "Toolchain": the saved values (2 differ)');
    menus.press("<enter>");
    expect(["THREADS", "GLIBC", "BITS"].map((name) => menus.value(name))).toEqual(["y", "n", "64"]);
    menus.press("<delete>", "<down>", "<enter>");
    expect(["THREADS", "GLIBC", "BITS"].map((name) => menus.value(name))).toEqual(["n", "n", "32"]);
    expect(menus.press("<", "<").value("GLIBC")).toBe("y");
  });

  it("says so when there is nothing to put back", () => {
    const menus = withFile("").press("<delete>", "<enter>");
    expect(menus.lines.at(-1)).toContain("Nothing to put back");
  });
});
