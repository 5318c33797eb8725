import { describe, expect, it } from "vitest";
import { Menus } from "./support.js";

describe("the main menu", () => {
  it("shows every kind of row with mconf's marks", () => {
    const rows = new Menus({ rows: 30 }).text;
    expect(rows).toContain("(plain image) Image title (NEW)");
    expect(rows).toContain("    Target options  --->");
    expect(rows).toContain("    *** Programs ***");
    expect(rows).toContain("[ ] alpha tool (NEW)");
    expect(rows).toContain("[*] Networking (NEW)  --->");
    expect(rows).toContain("    Empty menu  ----");
    expect(rows).not.toContain("hidden option");
  });

  it("names the file and the tree above, and the path of menus below that", () => {
    const menus = new Menus().goTo("Target options").press("<enter>");
    expect(menus.lines[0]).toBe(" .config - Fixture Configuration");
    expect(menus.lines[1]).toMatch(/^ → Target options ─+$/);
  });

  it("keeps the hardware cursor on the selected row", () => {
    const menus = new Menus();
    expect(menus.selected).toContain("Image title");
    const { y } = menus.frame.cursor;
    menus.press("<down>");
    expect(menus.frame.cursor.y).toBe(y + 1);
    expect(menus.lines[menus.frame.cursor.y]).toContain("Target options");
  });
});

describe("moving", () => {
  it("goes by rows with the arrows and with - and +", () => {
    const menus = new Menus().press("<down>", "+", "-");
    expect(menus.selected).toContain("Target options");
    expect(menus.press("<up>", "<up>").selected).toContain("Image title");
  });

  it("goes to the first and the last row with Home and End", () => {
    const menus = new Menus().goTo("Long list").press("<enter>", "<end>");
    expect(menus.selected).toContain("row 39");
    expect(menus.press("<home>").selected).toContain("row 0");
  });

  it("goes by windows and says where more rows are", () => {
    const menus = new Menus().goTo("Long list").press("<enter>");
    expect(menus.text).toContain("↓(+)");
    expect(menus.text).not.toContain("↑(-)");
    expect(menus.press("<pagedown>").selected).toContain("row 10");
    expect(menus.text).toContain("↑(-)");
    expect(menus.press("<pageup>").selected).toContain("row 0");
  });

  it("jumps to the marked letter of a row, and round again", () => {
    const menus = new Menus().press("a");
    expect(menus.selected).toContain("alpha tool");
    expect(menus.press("e").selected).toContain("Networking"); // E is its letter, so E does not leave
    expect(menus.press("e").selected).toContain("Empty menu");
    expect(menus.press("e").selected).toContain("Networking");
  });

  it("comes back to the row it left from", () => {
    const menus = new Menus().goTo("Networking").press("<enter>", "<escape>");
    expect(menus.selected).toContain("Networking");
  });

  it("stays on its row when rows appear above it", () => {
    const menus = new Menus().goTo("core library");
    menus.model.config.tree.symbol("ALPHA");
    menus.press("a", "y").goTo("Networking");
    expect(menus.text).toContain("extra of alpha");
    expect(menus.selected).toContain("Networking");
  });
});

describe("changing", () => {
  it("sets y and n, and takes the next with Space", () => {
    const menus = new Menus().goTo("alpha tool").press("y");
    expect(menus.value("ALPHA")).toBe("y");
    expect(menus.press("n").value("ALPHA")).toBe("n");
    expect(menus.press(" ").value("ALPHA")).toBe("y");
    expect(menus.press(" ").value("ALPHA")).toBe("n");
  });

  it("shows what follows from a change: dependent rows, selected options", () => {
    const menus = new Menus().goTo("alpha tool").press("y");
    expect(menus.text).toContain("[*] alpha tool");
    expect(menus.text).not.toContain("alpha tool (NEW)");
    expect(menus.text).toContain("[ ]   extra of alpha (NEW)");
    expect(menus.text).toContain("-*- core library");
    expect(menus.goTo("core library").press("n").value("CORE")).toBe("y");
  });

  it("does nothing to menus, comments and values with y and n", () => {
    const menus = new Menus().press("n", "m", "<down>", "n").goTo("Programs").press("m");
    expect(menus.kind).toBe("menu");
    expect(menus.model.config.modified).toBe(false);
  });

  it("opens a menuconfig with Enter, and shows its own prompt as the first row", () => {
    const menus = new Menus().goTo("Networking").press("<enter>");
    expect(menus.text).toContain("--- Networking");
    expect(menus.text).toContain("[ ]   DHCP client (NEW)");
  });

  it("leaves a plain option as it is on Enter, as mconf does", () => {
    expect(new Menus().goTo("alpha tool").press("<enter>").value("ALPHA")).toBe("n");
  });

  it("shows what cannot be set with z, and hides it again", () => {
    const menus = new Menus().press("z");
    expect(menus.text).toContain("hidden option");
    expect(menus.press("z").text).not.toContain("hidden option");
  });
});

describe("the buttons", () => {
  it.each([
    [["<right>", "<right>"], "text"],
    [["<tab>", "<tab>", "<tab>"], "input"],
    [["<left>"], "input"],
    [["<backtab>", "<left>"], "input"],
  ])("%j and Enter opens a %s screen", (keys, kind) => {
    expect(new Menus().press(...keys, "<enter>").kind).toBe(kind);
  });

  it("Exit on the main menu leaves at once when nothing has changed", () => {
    expect(new Menus().press("<tab>", "<enter>").outcome).toBe("unchanged");
  });
});

describe("leaving", () => {
  const changed = (): Menus => new Menus().goTo("alpha tool").press("y");

  it.each(["<escape>", "x", "^C"])("asks about unsaved changes on %s", (key) => {
    const menus = changed().press(key);
    expect(menus.text).toContain("Do you wish to save your new configuration?");
    expect(menus.outcome).toBeNull();
  });

  it("saves on Yes, and leaves", () => {
    const menus = changed().press("<escape>", "<enter>");
    expect(menus.files.saves).toEqual([{ path: ".config", force: false }]);
    expect(menus.outcome).toBe("saved");
  });

  it("drops the changes on No", () => {
    const menus = changed().press("<escape>", "<right>", "<enter>");
    expect(menus.files.saves).toEqual([]);
    expect(menus.outcome).toBe("discarded");
  });

  it("goes back to the menus on ESC", () => {
    const menus = changed().press("<escape>", "<escape>");
    expect(menus.kind).toBe("menu");
    expect(menus.outcome).toBeNull();
  });

  it("goes back one menu, not all, from a submenu", () => {
    const menus = new Menus().goTo("Target options").press("<enter>", "<escape>");
    expect(menus.outcome).toBeNull();
    expect(menus.selected).toContain("Target options");
  });

  it("asks on Ctrl-C in a dialog too, and comes back to that dialog", () => {
    const menus = changed().press("/").type("abc").press("^C");
    expect(menus.kind).toBe("question");
    expect(menus.press("<escape>").text).toContain("abc");
  });

  it("goes on when the question's save fails", () => {
    const menus = changed();
    menus.files.saveOutcome = () => ({ result: "failed", why: "no space left on the device" });
    menus.press("<escape>", "<enter>");
    expect(menus.outcome).toBeNull();
    expect(menus.text).toContain("no space left on the device");
  });
});
