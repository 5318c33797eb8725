import { describe, expect, it } from "vitest";
import { Menus } from "./support.js";

describe("help is on every screen", () => {
  it.each<[string, string[], string]>([
    ["a menu", ["<f1>"], "All keys (mconf)"],
    ["a row", ["?"], "Shown by the boot loader."],
    ["a choice", ["<down>", "<enter>", "<enter>", "<f1>"], "All keys (mconf)"],
    ["a value", ["<enter>", "<f1>"], "Shown by the boot loader."],
    ["the search", ["/", "<f1>"], "All keys (mconf)"],
    ["a page of text", ["?", "<f1>"], "closes the page"],
    ["a page of text, by ?", ["?", "?"], "closes the page"],
    ["a question", ["a", "y", "^C", "?"], "gives the answer that begins with it"],
    ["saving", ["<f6>", "<f1>"], "Save the configuration"],
    ["why", ["<f2>", "<f1>"], "All keys (mconf)"],
  ])("on %s", (_name, keys, text) => {
    const menus = new Menus({ rows: 40 }).press(...keys);
    expect(menus.text).toContain(text);
    expect(menus.kind).toBe("text");
    const depth = menus.model.screens.length;
    expect(menus.press("<escape>").model.screens).toHaveLength(depth - 1);
  });

  it("and help on help does not pile up", () => {
    const menus = new Menus().press("?", "<f1>", "<f1>", "?");
    expect(menus.model.screens).toHaveLength(3);
  });
});
