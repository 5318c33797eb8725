import { configText, resetSymbols, restoreSymbols, setString, setTri } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { configOf, symbolOf } from "../support.js";

const KCONFIG = `config NAME
\tstring "name"
\tdefault "plain"

config TOOL
\tbool "tool"
\tdefault y

choice
\tprompt "colour"
\tdefault GREEN

config RED
\tbool "red"

config GREEN
\tbool "green"

config BLUE
\tbool "blue"

endchoice
`;

describe.each(["buildroot", "linux-6.12"] as const)("taking back what was set (%s)", (dialect) => {
  it("brings defaults back, those of a whole choice with any of its values", () => {
    const config = configOf(KCONFIG, {}, dialect);
    const fresh = configText(config);
    const [name, tool, red, green] = ["NAME", "TOOL", "RED", "GREEN"].map((each) => symbolOf(config, each));
    if (!name || !tool || !red || !green) throw new Error("not in the tree");
    setString(config, name, "other");
    setTri(config, tool, 0);
    setTri(config, red, 2);
    expect(configText(config)).not.toBe(fresh);
    config.modified = false;
    expect(resetSymbols(config, [name, tool, green])).toBe(true);
    expect(configText(config)).toBe(fresh);
    expect(config.hasUserValue(tool)).toBe(false);
    expect(config.modified).toBe(true);
  });

  it("says so when there was nothing to take back, and calls nothing modified", () => {
    const config = configOf(KCONFIG, {}, dialect);
    config.modified = false;
    expect(resetSymbols(config, [symbolOf(config, "TOOL")])).toBe(false);
    expect(config.modified).toBe(false);
  });

  it("goes back to older values", () => {
    const config = configOf(KCONFIG, {}, dialect);
    setTri(config, symbolOf(config, "BLUE"), 2);
    setString(config, symbolOf(config, "NAME"), "mine");
    const text = configText(config);
    const older = config.user.clone();
    setTri(config, symbolOf(config, "RED"), 2);
    setString(config, symbolOf(config, "NAME"), "later");
    expect(restoreSymbols(config, [symbolOf(config, "RED"), symbolOf(config, "NAME")], older)).toBe(true);
    expect(configText(config)).toBe(text);
  });
});
