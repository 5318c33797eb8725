import { describe, expect, it } from "vitest";
import { menuStyle } from "../../src/cli/menus/style.js";

describe("how the user wants the menus", () => {
  it("is with mconf's keys, each menu a page, on a screen", () => {
    const { look, plain } = menuStyle({}, { TERM: "xterm" }, true);
    expect(look.keymap.name).toBe("mconf");
    expect(look.expanded).toBeNull();
    expect(plain).toBe(false);
  });

  it("says the option before the environment", () => {
    expect(menuStyle({}, { MENUCONFIG_KEYS: "vi" }, true).look.keymap.name).toBe("vi");
    expect(menuStyle({ keys: "nconf" }, { MENUCONFIG_KEYS: "vi" }, true).look.keymap.name).toBe("nconf");
  });

  it("knows mconf's single-menu mode", () => {
    expect(menuStyle({}, { MENUCONFIG_MODE: "single_menu" }, true).look.expanded).toEqual(new Set());
  });

  it("knows nconf's, with nconf's keys", () => {
    const env = { NCONFIG_MODE: "single_menu" };
    expect(menuStyle({ keys: "nconf" }, env, true).look.expanded).toEqual(new Set());
    expect(menuStyle({}, env, true).look.expanded).toBeNull();
  });

  it("is lines when asked for, and on a terminal that cannot move its cursor", () => {
    expect(menuStyle({ plain: true }, { TERM: "xterm" }, false).plain).toBe(true);
    expect(menuStyle({}, { TERM: "dumb" }, true).plain).toBe(true);
    expect(menuStyle({}, { TERM: "dumb" }, false).plain).toBe(false);
  });

  it.each([
    [{ keys: "emacs" }, {}, "--keys emacs: there are no such keys: take one of mconf, nconf, vi"],
    [{}, { MENUCONFIG_KEYS: "ed" }, "MENUCONFIG_KEYS=ed: there are no such keys"],
  ])("says which keys there are: %j %j", (options, env, message) => {
    expect(() => menuStyle(options, env, true)).toThrow(message);
  });
});
