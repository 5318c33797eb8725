import { Config, configText, createConfig, openTree } from "kconfig-parser";
import { describe, expect, it, vi } from "vitest";
import { rehearse } from "../../src/menuconfig/rehearsal.js";
import { places } from "../conformance/places.js";
import { Menus } from "./support.js";

const buildroot = places.find(({ title }) => title === "Buildroot");

describe("a rehearsal of changes", () => {
  it.skipIf(buildroot === undefined)(
    "makes changes in a copy, of which the configuration sees nothing",
    () => {
      if (buildroot === undefined) return;
      const { kconfig, cwd } = buildroot;
      const config = createConfig(openTree(kconfig, { cwd: cwd ?? process.cwd(), env: buildroot.env(0) }));
      const [text, state] = [configText(config), config.stateNumber];
      const changed = vi.spyOn(Config.prototype, "changed");
      const pieces = [...rehearse(config)].length;
      expect(changed.mock.calls.length).toBeGreaterThan(20);
      expect(changed.mock.contexts).not.toContain(config);
      changed.mockRestore();
      expect(pieces).toBeGreaterThan(100);
      expect(config.stateNumber).toBe(state);
      expect(configText(config)).toBe(text);
    },
  );

  it("ends where nothing can be changed", () => {
    const { config } = new Menus({ kconfig: 'comment "nothing"\n' }).model;
    expect([...rehearse(config)].length).toBeLessThan(5);
  });
});
