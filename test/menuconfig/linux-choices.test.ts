import { describe, expect, it } from "vitest";
import { Menus } from "./support.js";

/** From Linux 6.11 on a choice is no symbol with a value, it groups its values. */
describe.each(["linux-6.1", "linux-6.12", "linux-next"] as const)("a choice in %s", (dialect) => {
  const open = (): Menus => new Menus({ dialect }).goTo("Target options").press("<enter>", "<home>");

  it("is a row with the value in force", () => {
    expect(open().selected).toBe("    Architecture (ARM)  --->");
  });

  it("stays as it is on y, n, m and Space", () => {
    const menus = open().press("y", "n", "m", " ");
    expect(menus.selected).toBe("    Architecture (ARM)  --->");
    expect(menus.model.config.modified).toBe(false);
  });

  it("opens on its values, of which one is taken", () => {
    const menus = open().press("<enter>", "<down>", "<enter>");
    expect(menus.selected).toBe("    Architecture (MIPS)  --->");
    expect(menus.value("MIPS")).toBe("y");
  });

  it("is found by the search, with a digit to go there", () => {
    const menus = new Menus({ dialect }).press("/").type("^jobs$").press("<enter>", "1");
    expect(menus.selected).toContain("Jobs");
  });
});
