import { describe, expect, it } from "vitest";
import { Menus } from "./support.js";

const WIDE = { columns: 200, rows: 60 };

describe("a wide terminal", () => {
  it("shows what is known of the row beside the menu, and follows the cursor", () => {
    const menus = new Menus(WIDE);
    expect(menus.text).toContain("Shown by the boot loader.");
    expect(menus.text).toContain("Symbol: TITLE [=plain image]");
    expect(menus.goTo("alpha tool").text).not.toContain("Shown by the boot loader.");
    expect(menus.text).toContain("Symbol: ALPHA [=n]");
    expect(menus.lines[menus.frame.cursor.y]).toContain("alpha tool");
  });

  it("keeps the whole height for the rows", () => {
    const menus = new Menus(WIDE).goTo("Long list").press("<enter>");
    expect(menus.text).toContain("row 39");
  });

  it("shows it beside the values of a choice, too", () => {
    const menus = new Menus(WIDE)
      .goTo("Target options")
      .press("<enter>")
      .goTo("Architecture")
      .press("<enter>");
    expect(menus.text).toMatch(/Symbol: ARM \[=y\]/);
    expect(menus.press("<down>").text).not.toMatch(/Symbol: ARM \[=y\]/);
    expect(menus.press("|").text).not.toContain("Symbol:");
    expect(menus.kind).toBe("choice");
  });

  it("hides and shows it again by its key, which at 80 columns shows help below", () => {
    const menus = new Menus(WIDE).press("|");
    expect(menus.text).not.toContain("Shown by the boot loader.");
    expect(menus.press("|").text).toContain("Shown by the boot loader.");
    const small = new Menus();
    expect(small.text).not.toContain("Shown by the boot loader.");
    expect(small.press("|").text).toContain("Shown by the boot loader.");
  });
});

describe("mconf's single-menu mode", () => {
  const single = (): Menus => new Menus({ rows: 40, look: { expanded: new Set() } });

  it("marks menus that are closed and open, and opens them in their place with Enter", () => {
    const menus = single();
    expect(menus.text).toContain("++> Target options");
    expect(menus.text).toContain("[*] Networking (NEW)  --->");
    menus.goTo("Target options").press("<enter>");
    expect(menus.text).toContain("--> Target options");
    expect(menus.text).toContain("      Architecture (ARM)  --->");
    expect(menus.text).toContain("*** Programs ***");
    expect(menus.selected).toContain("Target options");
    expect(menus.press("<enter>").text).not.toContain("Architecture");
  });

  it("opens them as pages with Space", () => {
    const menus = single().goTo("Target options").press(" ");
    expect(menus.text).toContain("Architecture");
    expect(menus.text).not.toContain("Programs");
    expect(menus.press("<escape>").text).toContain("++> Target options");
  });
});

describe("keys in the manner of nconf and of vi", () => {
  it("come back to the row where a menu was left; mconf begins at the first", async () => {
    const { presetNamed } = await import("../../src/menuconfig/presets/index.js");
    const again = (name: string): string => {
      const keymap = presetNamed(name);
      if (keymap === null) throw new Error(`${name}: no such preset`);
      const menus = new Menus({ look: { keymap } }).press("<down>", "<enter>", "<down>", "<down>");
      expect(menus.selected).toContain("Load address");
      return menus.press("<escape>", "<enter>").selected;
    };
    expect(again("nconf")).toContain("Load address");
    expect(again("vi")).toContain("Load address");
    expect(again("mconf")).toContain("Architecture");
  });

  it("nconf's: Right opens, one ESC goes back", async () => {
    const { presetNamed } = await import("../../src/menuconfig/presets/index.js");
    const keymap = presetNamed("nconf");
    if (keymap === null) throw new Error("nconf: no such preset");
    const menus = new Menus({ look: { keymap } }).press("j", "<right>");
    expect(menus.text).toContain("Architecture");
    expect(menus.press("<lone-escape>", "<late-escape>").selected).toContain("Target options");
    expect(menus.outcome).toBeNull();
  });

  it("vi's: j, k, l, h, G, g", async () => {
    const { presetNamed } = await import("../../src/menuconfig/presets/index.js");
    const keymap = presetNamed("vi");
    if (keymap === null) throw new Error("vi: no such preset");
    const menus = new Menus({ look: { keymap } }).press("j", "j", "k", "l");
    expect(menus.text).toContain("Architecture");
    expect(menus.press("G").selected).toContain("Load address");
    expect(menus.press("g").selected).toContain("Architecture");
    expect(menus.press("h").selected).toContain("Target options");
  });
});
