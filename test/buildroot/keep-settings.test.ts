import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepSettings, namesToKeep } from "../../src/buildroot/keep-settings.js";

const BEFORE = "CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=5\n";

describe("which settings a fragment has to have", () => {
  const none = new Set<string>();

  it("those that were changed", () => {
    const now = "CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=6\n";
    expect(namesToKeep("", BEFORE, now, none)).toEqual(["CONFIG_B", "CONFIG_C"]);
  });

  it("those that were written there and then changed back", () => {
    expect(namesToKeep("CONFIG_A=m\n", BEFORE, BEFORE, new Set(["CONFIG_A"]))).toEqual(["CONFIG_A"]);
  });

  it("none that it says already, and none that nobody touched", () => {
    const now = "CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=5\n";
    expect(namesToKeep("CONFIG_B=m\nCONFIG_C=4\n", BEFORE, now, none)).toEqual([]);
  });
});

describe("keeping settings", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "keep-settings-"));
    for (const name of ["build", "buildroot"]) mkdirSync(join(dir, name));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const tree = (...fragments: string[]) => ({
    dir: join(dir, "build"),
    variables: [],
    configFile: null,
    fragments,
    isPrepared: true,
  });
  const keep = (fragment: string) =>
    keepSettings(tree(fragment), join(dir, "buildroot"), BEFORE, BEFORE.replace("=5", "=7"), new Set());

  it("writes into the last fragment, and dates it as the configuration it agrees with", () => {
    const file = join(dir, "mine.config");
    writeFileSync(file, "# why\nCONFIG_C=4\n");
    const stamp = join(dir, "build", ".stamp_dotconfig");
    writeFileSync(stamp, "");
    utimesSync(stamp, 1_000_000, 1_000_000);
    expect(keep(file)).toEqual({ file, names: ["CONFIG_C"] });
    expect(readFileSync(file, "utf8")).toBe("# why\nCONFIG_C=7\n");
    expect(statSync(file).mtimeMs).toBe(1_000_000_000);
  });

  it("leaves a file of Buildroot's own alone, and says that there is none of ours", () => {
    const file = join(dir, "buildroot", "linux.config");
    writeFileSync(file, "");
    expect(keep(file)).toEqual({ file: null, names: [] });
    expect(readFileSync(file, "utf8")).toBe("");
    expect(keepSettings(tree(), dir, "", "CONFIG_A=y\n", new Set())).toEqual({ file: null, names: [] });
  });
});
