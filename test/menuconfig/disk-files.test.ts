import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, createConfig, readTree, setString } from "kconfig-parser";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiskFiles } from "../../src/menuconfig/disk-files.js";

let dir: string;
let config: Config;
let files: DiskFiles;
const path = (): string => join(dir, ".config");

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "menus-"));
  const text = 'mainmenu "m"\nconfig NAME\n\tstring "name"\n\tdefault "d"\n';
  config = createConfig(
    readTree("Kconfig", { readFile: () => text, env: () => undefined, shell: () => "" }, "buildroot"),
  );
  files = new DiskFiles(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function setName(value: string): void {
  const symbol = config.tree.symbol("NAME");
  if (symbol !== undefined) setString(config, symbol, value);
}

describe("saving", () => {
  it("writes the file, keeps the one before as .old, and leaves nothing else behind", () => {
    writeFileSync(path(), 'NAME="before"\n');
    files.open(config, ".config");
    setName("after");
    expect(files.save(config, ".config", false)).toEqual({ result: "saved", path: ".config" });
    expect(readFileSync(path(), "utf8")).toContain('NAME="after"');
    expect(readFileSync(`${path()}.old`, "utf8")).toBe('NAME="before"\n');
    expect(config.modified).toBe(false);
  });

  it("does not run over a file that changed since it was read", () => {
    writeFileSync(path(), 'NAME="before"\n');
    files.open(config, ".config");
    writeFileSync(path(), 'NAME="theirs"\n');
    setName("mine");
    expect(files.save(config, ".config", false)).toMatchObject({ result: "conflict", conflict: "changed" });
    expect(readFileSync(path(), "utf8")).toBe('NAME="theirs"\n');
    expect(files.save(config, ".config", true)).toMatchObject({ result: "saved" });
    expect(readFileSync(`${path()}.old`, "utf8")).toBe('NAME="theirs"\n');
  });

  it("nor over one that was not there at the start", () => {
    files.open(config, ".config");
    writeFileSync(path(), "theirs\n");
    expect(files.save(config, ".config", false)).toMatchObject({ result: "conflict", conflict: "changed" });
  });

  it("nor over another file that is there already", () => {
    files.open(config, ".config");
    writeFileSync(join(dir, "notes"), "important\n");
    expect(files.save(config, "notes", false)).toMatchObject({ result: "conflict", conflict: "exists" });
  });

  it("knows its own file again", () => {
    files.open(config, ".config");
    files.save(config, ".config", false);
    setName("again");
    expect(files.save(config, ".config", false)).toMatchObject({ result: "saved" });
  });

  it("says in words why it cannot, and changes nothing", () => {
    expect(files.save(config, "no/such/folder/.config", false)).toMatchObject({ result: "failed" });
    expect(files.save(config, ".", false)).toEqual({ result: "failed", why: "is a directory" });
    expect(config.modified).toBe(true);
  });
});

/** A small disk of its own; mounting wants a privilege that not every machine gives. */
const disk = mkdtempSync(join(tmpdir(), "menus-small-disk-"));
const mount = (...options: string[]) => spawnSync("mount", [...options, disk]).status === 0;
const mounted = mount("-t", "tmpfs", "-o", "size=64k", "tmpfs");
afterAll(() => {
  if (mounted) spawnSync("umount", ["-l", disk]);
  rmdirSync(disk);
});

describe.skipIf(!mounted)("a disk that takes nothing more", () => {
  const file = join(disk, ".config");
  beforeEach(() => {
    writeFileSync(file, 'NAME="before"\n');
    files.open(config, file);
    setName("after");
  });
  afterEach(() => {
    mount("-o", "remount,rw");
    for (const name of readdirSync(disk)) rmSync(join(disk, name));
  });

  it.each([
    ["full", "no space left on the device"],
    ["read-only", "the file system is read-only"],
  ])("%s: says so, leaves what was there whole, and can be tried again", (state, why) => {
    if (state === "full") spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "fill")}`, "bs=4k"]);
    else mount("-o", "remount,ro");
    expect(files.save(config, file, false)).toEqual({ result: "failed", why });
    expect(config.modified).toBe(true);
    expect(readFileSync(file, "utf8")).toBe('NAME="before"\n');
    expect(readdirSync(disk).filter((name) => name.includes("tmp"))).toEqual([]);
    mount("-o", "remount,rw");
    rmSync(join(disk, "fill"), { force: true });
    expect(files.save(config, file, false)).toMatchObject({ result: "saved" });
    expect(readFileSync(file, "utf8")).toContain('NAME="after"\n');
  });
});

describe("reading", () => {
  it("starts from the defaults when there is no file", () => {
    expect(files.open(config, ".config")).toEqual({ ok: true, found: false, warnings: [] });
    expect(existsSync(path())).toBe(false);
  });

  it("loads another file only when it is there", () => {
    expect(files.load(config, "other")).toEqual({ ok: false, why: "there is no such file" });
    writeFileSync(join(dir, "other"), 'NAME="other"\n');
    expect(files.load(config, "other")).toMatchObject({ ok: true });
    const symbol = config.tree.symbol("NAME");
    expect(symbol && config.stringValue(symbol)).toBe("other");
  });

  it.skipIf(process.getuid?.() === 0)("says when it may not", () => {
    writeFileSync(path(), "");
    chmodSync(path(), 0);
    expect(files.open(config, ".config")).toEqual({ ok: false, why: "permission denied" });
  });
});
