import { describe, expect, it } from "vitest";
import { TANGLE } from "./knows-fixture.js";
import { Menus } from "./support.js";

/** The texts on the screen that have a role. */
function texts(menus: Menus, role: string): string[] {
  return menus.frame.rows.flatMap((row) =>
    row.filter((span) => span.role === role).map((span) => span.text.trim()),
  );
}

/** The row of an option that cannot be set, with everything shown. */
function hiddenServer(): Menus {
  return new Menus({ kconfig: TANGLE }).press("z").goTo("Packages").press("<enter>").goTo("web server");
}

describe("why", () => {
  it("says in words why an option cannot be set, false operands marked", () => {
    const menus = hiddenServer().press("<f2>");
    expect(menus.text).toContain("Why is SERVER n?");
    expect(menus.text).toContain("You cannot set it now");
    expect(menus.text).toContain("depends on THREADS && (GLIBC || !STATIC)");
    expect(menus.text).toContain("[n] GLIBC is n");
    expect(texts(menus, "bad")).toEqual(
      expect.arrayContaining(["THREADS", "GLIBC", "STATIC", "[n] GLIBC is n", "[n] !STATIC: STATIC is y"]),
    );
    expect(menus.selected).toContain("THREADS is n");
  });

  it("goes from a false operand to its option, and back", () => {
    const menus = hiddenServer().press("<f2>", "<enter>");
    expect(menus.kind).toBe("menu");
    expect(menus.selected).toContain("threads");
    expect(menus.lines[1]).toContain("→ Toolchain");
    menus.press("y", "<escape>");
    expect(menus.text).toContain("Why is SERVER n?");
    expect(menus.text).not.toContain("THREADS is n");
    expect(menus.press("<escape>").selected).toContain("web server");
  });

  it("keeps the cursor on its operand when lines break elsewhere", () => {
    const long = "Packages for servers, for desks, and for small things that hang on walls";
    const menus = new Menus({ kconfig: TANGLE.replace('"Packages"', `"${long}"`) }).press("z");
    menus.goTo("Packages").press("<enter>").goTo("web server").press("<f2>", "<down>");
    expect(menus.selected).toContain("[n] GLIBC is n");
    for (const columns of [200, 80, 120]) {
      menus.send({ type: "resize", size: { columns, rows: 24 } });
      expect(menus.selected, `${columns}`).toContain("[n] GLIBC is n");
    }
  });

  it("explains an operand in turn", () => {
    const menus = hiddenServer().press("<f2>", "w");
    expect(menus.text).toContain("Why is THREADS n?");
    expect(menus.press("<escape>").text).toContain("Why is SERVER n?");
  });

  it("names who selects an option, and goes there", () => {
    const saved = "THREADS=y\nGLIBC=y\nSERVER=y\n";
    const menus = new Menus({ kconfig: TANGLE, saved }).goTo("Packages").press("<enter>");
    expect(menus.text).toContain("-*- crypto library [selected by SERVER]");
    menus.goTo("crypto library").press("<f2>");
    expect(menus.text).toContain("It is selected by SERVER.");
    expect(menus.press("<home>", "<down>", "<down>", "<enter>").selected).toContain("web server");
  });

  it("says of an option without a prompt that it stands in no menu", () => {
    const saved = "CRYPTO=y\n";
    const menus = new Menus({ kconfig: TANGLE, saved }).press("/").type("inner").press("<down>", "<f2>");
    expect(menus.text).toContain("Why is INNER y?");
    expect(menus.press("<home>", "<enter>").lines.at(-1)).toContain("INNER has no prompt");
  });

  it("is asked from the help of an option, too", () => {
    const menus = hiddenServer().press("?");
    expect(menus.lines.at(-1)).toContain("F2 why it is so");
    expect(menus.press("<f2>").text).toContain("Why is SERVER n?");
    expect(menus.press("<escape>", "<f3>").text).toContain("To make it y:");
    expect(menus.press("<escape>", "<escape>").selected).toContain("web server");
  });

  it("says of a menu or a comment what its being shown hangs on", () => {
    const kconfig = `${TANGLE}
menu "Small"
	visible if GLIBC
	depends on THREADS

config TINY
	bool "tiny"
	depends on !BITS = 64

endmenu

comment "servers need threads"
	depends on !THREADS
`;
    const menus = new Menus({ kconfig }).goTo("servers need").press("<f2>");
    expect(menus.text).toContain('Why is "servers need threads" shown?');
    expect(menus.text).toContain("[y] !THREADS: THREADS is n");
    menus.press("<escape>", "z").goTo("Small").press("<f2>");
    expect(menus.text).toContain('Why is "Small" not shown?');
    expect(menus.text).toContain("visible if GLIBC");
    expect(menus.selected).toContain("THREADS is n");
    expect(menus.press("<enter>").selected).toContain("threads");
  });

  it("says that a menu depends on nothing", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<f2>");
    expect(menus.text).toContain("It depends on nothing.");
    expect(menus.press("<escape>", "<f3>").lines.at(-1)).toContain("no option under the cursor");
  });
});

describe("fix", () => {
  it("proposes what to change, with all that changes besides", () => {
    const menus = hiddenServer().press("<f3>");
    expect(menus.text).toContain("SERVER is n. To make it y:");
    expect(menus.text).toContain("1. ");
    expect(menus.text).toContain("THREADS n -> y");
    expect(menus.text).toContain("CRYPTO n -> y");
    expect(menus.text).toContain("2. ");
  });

  it("applies a way with one key, as one step to undo", () => {
    const menus = hiddenServer().press("<f3>", "<enter>");
    expect(menus.kind).toBe("menu");
    expect(["SERVER", "THREADS", "CRYPTO"].map((name) => menus.value(name))).toEqual(["y", "y", "y"]);
    expect(menus.lines.at(-1)).toContain("Applied fix");
    menus.press("<");
    expect(["SERVER", "THREADS", "CRYPTO"].map((name) => menus.value(name))).toEqual(["n", "n", "n"]);
    expect(menus.model.config.modified).toBe(false);
  });

  it("applies the way of a digit", () => {
    const menus = hiddenServer().press("<f3>", "2");
    expect(menus.value("SERVER")).toBe("y");
  });

  it("is offered where why has said what is wrong, and comes back there", () => {
    const menus = hiddenServer().press("<f2>", "<f3>", "1");
    expect(menus.text).toContain("Why is SERVER y?");
  });

  it("finds how to turn off what others select", () => {
    const saved = "THREADS=y\nGLIBC=y\nSERVER=y\n";
    const menus = new Menus({ kconfig: TANGLE, saved }).goTo("Packages").press("<enter>");
    menus.goTo("crypto library").press("<f3>", "<enter>");
    expect([menus.value("CRYPTO"), menus.value("SERVER")]).toEqual(["n", "n"]);
  });

  it("asks which value a number should have, and says what stands in the way of one out of range", () => {
    const menus = new Menus({ kconfig: TANGLE }).press("<enter>").goTo("bits").press("<f3>");
    expect(menus.text).toContain("Which value should it have?");
    menus.press("^U").type("128").press("<enter>");
    expect(menus.text).toContain("BITS cannot be 128");
    expect(menus.text).toContain("8 to 64");
  });

  it("asks for another value with y and n", () => {
    const menus = hiddenServer().press("<f3>", "n");
    expect(menus.text).toContain("SERVER is n already.");
    expect(menus.press("y").text).toContain("To make it y:");
  });
});
