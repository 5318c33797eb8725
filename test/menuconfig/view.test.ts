import { describe, expect, it } from "vitest";
import { Menus } from "./support.js";

describe.each([
  [80, 24],
  [120, 40],
  [200, 60],
])("screens of %i x %i", (columns, rows) => {
  it.each([
    ["the main menu", []],
    ["a choice", ["<down>", "<enter>", "<enter>"]],
    ["an input box", ["<enter>"]],
    ["help", ["?"]],
    ["the question before leaving", ["a", "y", "<escape>"]],
  ])("%s", (_name, keys) => {
    const menus = new Menus({ columns, rows }).press(...keys);
    expect(`\n${menus.text}\n`).toMatchSnapshot();
  });

  it("are exactly as large as the terminal, cursor inside", () => {
    for (const keys of [[], ["?"], ["<enter>"], ["/"], ["a", "y", "^C"]]) {
      const { frame } = new Menus({ columns, rows }).press(...keys);
      expect(frame.rows).toHaveLength(rows);
      for (const row of frame.rows) expect(row.map((span) => span.text).join("")).toHaveLength(columns);
      expect(frame.cursor.x).toBeLessThan(columns);
      expect(frame.cursor.y).toBeLessThan(rows);
    }
  });
});

describe("a terminal that becomes too small", () => {
  it("shows one sentence, ignores keys, and goes on where it was", () => {
    const menus = new Menus().press("<down>");
    menus.send({ type: "resize", size: { columns: 20, rows: 5 } });
    expect(menus.lines.join(" ")).toContain("20x5 is too");
    menus.press("<down>", "<enter>");
    menus.send({ type: "resize", size: { columns: 100, rows: 30 } });
    expect(menus.selected).toContain("Target options");
    expect(menus.lines).toHaveLength(30);
  });

  it("keeps the selected row in the window when it becomes smaller", () => {
    const menus = new Menus({ rows: 50 }).goTo("Long list").press("<enter>", "<end>");
    menus.send({ type: "resize", size: { columns: 80, rows: 19 } });
    expect(menus.selected).toContain("row 39");
  });
});

describe("text that is not one cell a letter", () => {
  it("keeps the frame straight", () => {
    const bytes = Buffer.from("wide 漢字 rocket 🚀 ok", "utf8").toString("latin1");
    const menus = new Menus({ kconfig: `mainmenu "m"\nconfig A\n\tbool "${bytes}"\n` });
    expect(menus.selected).toBe("[ ] wide ?? rocket ? ok (NEW)");
  });
});
