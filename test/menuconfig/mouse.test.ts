import { describe, expect, it } from "vitest";
import { mouse } from "../../src/menuconfig/keys.js";
import { Menus } from "./support.js";

/** Presses the mouse on a text of the screen. */
function click(menus: Menus, text: string): Menus {
  const y = menus.lines.findIndex((line) => line.includes(text));
  if (y < 0) throw new Error(`"${text}" is not on the screen:\n${menus.text}`);
  return menus.send({
    type: "mouse",
    mouse: mouse("press", (menus.lines[y] ?? "").indexOf(text) + (text.startsWith("→") ? 2 : 0), y),
  });
}

describe("the mouse", () => {
  it("selects a row, and opens it with the next press", () => {
    const menus = click(new Menus(), "Target options");
    expect(menus.selected).toContain("Target options");
    expect(click(menus, "Target options").text).toContain("Architecture");
  });

  it("changes a plain option with the second press", () => {
    const menus = click(click(new Menus(), "alpha tool"), "alpha tool");
    expect(menus.value("ALPHA")).toBe("y");
  });

  it("takes a value of a choice with the second press", () => {
    const menus = new Menus().goTo("Target options").press("<enter>", "<home>", "<enter>");
    click(menus, "MIPS");
    expect(menus.selected).toContain("MIPS");
    click(menus, "MIPS");
    expect(menus.value("MIPS")).toBe("y");
    expect(menus.kind).toBe("menu");
  });

  it("presses buttons, in menus and in dialogs", () => {
    expect(click(new Menus(), "Help").text).toContain("Shown by the boot loader");
    const menus = click(new Menus().press("<enter>").type("!"), "Ok");
    expect(menus.value("TITLE")).toBe("plain image!");
    expect(click(new Menus().press("a", "y", "<escape>"), "No ").outcome).toBe("discarded");
  });

  it("goes back along the path of menus, to the main menu by the name of the file", () => {
    const kconfig = 'mainmenu "m"\nmenu "Outer"\nmenu "Inner"\nconfig A\n\tbool "a"\nendmenu\nendmenu\n';
    const inner = () => new Menus({ kconfig }).press("<enter>", "<enter>");
    const outer = click(inner(), "→ Outer");
    expect(outer.lines[1]).toMatch(/→ Outer ─/);
    expect(outer.press("<escape>").lines[1]).not.toContain("Outer");
    const main = click(inner(), ".config - m");
    expect(main.lines[1]).not.toContain("Outer");
    expect(main.press("<escape>").outcome).toBe("unchanged");
    const found = new Menus({ kconfig }).press("/").type("a").press("<down>", "<enter>");
    expect(found.lines[1]).toContain("→ Outer → Inner");
    expect(click(found, "→ Outer").lines[1]).toMatch(/→ Outer ─/);
    expect(click(inner().press("?"), "→ Outer").kind).toBe("text");
  });

  it("goes to another tree by its name", () => {
    const trees = [
      { id: "a", title: "Alpha" },
      { id: "b", title: "Beta" },
    ];
    const menus = click(new Menus({ trees }), "Beta");
    expect(menus.slow).toEqual([{ type: "open-tree", id: "b", agreed: false }]);
    expect(click(new Menus({ trees }), "[Alpha]").kind).toBe("menu");
  });

  it("moves by its wheel, in lists and in text", () => {
    const menus = new Menus().send({ type: "mouse", mouse: mouse("wheel-down", 0, 0) });
    expect(menus.selected).toContain("alpha tool");
    menus.send({ type: "mouse", mouse: mouse("wheel-up", 0, 0) });
    expect(menus.selected).toContain("Image title");
    const help = new Menus().goTo("Target options").press("?");
    const before = help.text;
    expect(help.send({ type: "mouse", mouse: mouse("wheel-down", 5, 5) }).text).not.toBe(before);
  });

  it("does nothing beside the rows and buttons, and nothing on a screen that is too small", () => {
    const menus = new Menus();
    const before = menus.text;
    menus.send({ type: "mouse", mouse: mouse("press", 0, 0) });
    menus.send({ type: "mouse", mouse: mouse("press", 500, 500) });
    expect(menus.text).toBe(before);
    menus.send({ type: "resize", size: { columns: 20, rows: 5 } });
    menus.send({ type: "mouse", mouse: mouse("press", 3, 3) });
    expect(menus.kind).toBe("menu");
  });
});

describe("ESC", () => {
  it("alone never leaves a menu: it may be half an arrow", () => {
    const menus = new Menus().goTo("Target options").press("<enter>", "<lone-escape>");
    expect(menus.text).toContain("Architecture");
    expect(menus.press("<late-escape>").selected).toContain("Target options");
  });

  it("alone closes a dialog, and a second one is part of it", () => {
    const menus = new Menus().goTo("Target options").press("<enter>", "?", "<lone-escape>", "<late-escape>");
    expect(menus.text).toContain("Architecture");
  });
});
