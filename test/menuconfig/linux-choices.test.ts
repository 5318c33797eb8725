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

/** Such a value is computed on its own, and yet one of the choice's. */
const BEFORE = `menuconfig X
	bool "x on its own"
choice
	prompt "One of"
config Y
	bool "y"
config X
	bool "x"
endchoice
`;

describe.each(["linux-6.12", "linux-next"] as const)(
  "a value that %s asks for before its choice",
  (dialect) => {
    it("is taken in the choice like the others", () => {
      const menus = new Menus({ dialect, kconfig: BEFORE, saved: "CONFIG_Y=y\n" }).goTo("One of");
      expect(menus.press("<enter>", "<down>", "<enter>").selected).toBe("    One of (x)  --->");
      expect([menus.value("X"), menus.value("Y")]).toEqual(["y", "n"]);
      expect(menus.press("<enter>", "<up>", "<enter>").selected).toBe("    One of (y)  --->");
      expect([menus.value("X"), menus.value("Y")]).toEqual(["n", "y"]);
    });
  },
);
