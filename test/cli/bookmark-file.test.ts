import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bookmarkFile, changeBookmark, readBookmarks } from "../../src/cli/menus/bookmark-file.js";

describe("the file of bookmarks", () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bookmarks-"));
    file = bookmarkFile({ XDG_STATE_HOME: dir });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("is where the XDG base directories have it", () => {
    expect(file).toBe(join(dir, "ipa-menuconfig/bookmarks.json"));
    expect(bookmarkFile({ HOME: "/h" })).toBe("/h/.local/state/ipa-menuconfig/bookmarks.json");
    expect(bookmarkFile({ HOME: "/h", XDG_STATE_HOME: "here" })).toBe(
      "/h/.local/state/ipa-menuconfig/bookmarks.json",
    );
  });

  it("keeps each tree's own, in their order, each once", () => {
    changeBookmark(file, "linux", { symbol: "USB" }, true);
    changeBookmark(file, "linux", { path: ["Kernel hacking", "caf\u00c3\u00a9"] }, true);
    changeBookmark(file, "linux", { symbol: "USB" }, true);
    changeBookmark(file, "busybox", { symbol: "ASH" }, true);
    expect(readBookmarks(file, "linux")).toEqual([
      { path: ["Kernel hacking", "caf\u00c3\u00a9"] },
      { symbol: "USB" },
    ]);
    expect(readBookmarks(file, "busybox")).toEqual([{ symbol: "ASH" }]);
    expect(readBookmarks(file, "buildroot")).toEqual([]);
    expect(readdirSync(dirname(file))).toEqual(["bookmarks.json"]);
  });

  it("forgets one, and leaves those that this version of a tree does not have", () => {
    for (const symbol of ["A", "OLD", "B"]) changeBookmark(file, "linux", { symbol }, true);
    changeBookmark(file, "linux", { symbol: "A" }, false);
    expect(readBookmarks(file, "linux")).toEqual([{ symbol: "OLD" }, { symbol: "B" }]);
  });

  it.each(["", "{", "null", "[]", '{"linux": 5}', '{"linux": [{"symbol": 1}, {"path": "x"}, null]}'])(
    "means nothing where it says %j",
    (text) => {
      changeBookmark(file, "linux", { symbol: "A" }, true);
      writeFileSync(file, text);
      expect(readBookmarks(file, "linux")).toEqual([]);
      changeBookmark(file, "linux", { symbol: "B" }, true);
      expect(readBookmarks(file, "linux")).toEqual([{ symbol: "B" }]);
    },
  );

  it.skipIf(process.geteuid?.() === 0)("complains where it cannot be written", () => {
    chmodSync(dir, 0o500);
    expect(() => changeBookmark(file, "linux", { symbol: "A" }, true)).toThrow(/EACCES/);
    chmodSync(dir, 0o700);
  });

  it("complains where a file is in its way", () => {
    writeFileSync(join(dir, "ipa-menuconfig"), "");
    expect(() => changeBookmark(file, "linux", { symbol: "A" }, true)).toThrow(/EEXIST|ENOTDIR/);
    expect(readFileSync(join(dir, "ipa-menuconfig"), "utf8")).toBe("");
  });
});
