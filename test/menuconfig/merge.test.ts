import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTri } from "kconfig-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiskFiles } from "../../src/menuconfig/disk-files.js";
import { mergeTexts } from "../../src/menuconfig/merge.js";
import { readFixture } from "./support.js";

describe("merging texts", () => {
  const base = 'A=y\n# B is not set\nC="old"\n';

  it("puts what we changed on top of what they made of the file", () => {
    const { text, report } = mergeTexts(
      base,
      'A=y\nB=y\nC="old"\nD=5\n',
      'A=y\n# B is not set\nC="new"\n',
      "",
    );
    expect(text).toBe('A=y\nB=y\nD=5\nC="new"\n');
    expect(report).toEqual({ theirs: 2, ours: 1, both: [] });
  });

  it("leaves texts that look like values of another type the texts that they are", () => {
    const ours = 'A="y"\nB="n"\nC="0x1"\nD="# X is not set"\nE=0x1F\nF="a\\"b=c"\n# G is not set\n';
    const { text } = mergeTexts("G=y\n", "G=y\nH=m\n", ours, "");
    expect(text).toBe(`H=m\n${ours}`);
  });

  it("tells what both changed to different values, and takes ours", () => {
    const { text, report } = mergeTexts(
      base,
      'A=y\n# B is not set\nC="theirs"\n',
      'A=y\nB=y\nC="ours"\n',
      "",
    );
    expect(text).toContain('C="ours"\n');
    expect(text).not.toContain("theirs");
    expect(report.both).toEqual(['C: theirs "theirs", yours "ours": yours is in force']);
  });

  it("has no quarrel with the same change made twice", () => {
    expect(mergeTexts(base, "A=y\nB=y\n", "A=y\nB=y\n", "").report.both).toEqual([]);
  });

  it("takes names with the prefix of the tree", () => {
    const { text } = mergeTexts(
      "CONFIG_A=y\n",
      "CONFIG_A=y\nCONFIG_B=m\n",
      "# CONFIG_A is not set\n",
      "CONFIG_",
    );
    expect(text).toBe("CONFIG_B=m\n# CONFIG_A is not set\n");
  });
});

describe("merging a configuration with its file", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "menus-merge-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  function edited(saved: string, theirs: string) {
    const path = join(dir, ".config");
    writeFileSync(path, saved);
    const files = new DiskFiles(dir);
    const config = readFixture({});
    files.open(config, path);
    return { path, files, config, change: () => writeFileSync(path, theirs) };
  }

  it("keeps both, takes their file for known, and saves the two together", () => {
    const { path, files, config, change } = edited("", "# NET is not set\n");
    const alpha = config.tree.symbol("ALPHA");
    if (alpha === undefined) throw new Error("no ALPHA");
    setTri(config, alpha, 2);
    change();
    expect(files.save(config, path, false)).toMatchObject({ result: "conflict", conflict: "changed" });
    expect(files.merge(config, path)).toMatchObject({ ok: true, merge: { both: [], lost: [] } });
    expect(config.modified).toBe(true);
    expect(files.save(config, path, false)).toMatchObject({ result: "saved" });
    const text = readFileSync(path, "latin1");
    expect(text).toContain("ALPHA=y\n");
    expect(text).toContain("# NET is not set\n");
  });

  it("tells what of ours cannot be had with theirs", () => {
    const { path, files, config, change } = edited("ALPHA=y\n", "# ALPHA is not set\n");
    const extra = config.tree.symbol("ALPHA_EXTRA");
    if (extra === undefined) throw new Error("no ALPHA_EXTRA");
    setTri(config, extra, 2);
    change();
    expect(files.merge(config, path)).toMatchObject({
      merge: { lost: ["ALPHA_EXTRA: you set y, with their changes it is not to be set"] },
    });
  });

  it("of a file that is gone says so and leaves the configuration alone", () => {
    const { path, files, config } = edited("ALPHA=y\n", "");
    rmSync(path);
    expect(files.merge(config, path)).toEqual({ ok: false, why: "there is no such file" });
    expect(config.stringValue(config.tree.symbol("ALPHA") ?? config.tree.root.symbol ?? never())).toBe("y");
  });
});

function never(): never {
  throw new Error("not in the fixture");
}
