/** What kconf says to calls that cannot be done, beside C's own words for C's own modes. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";

const kconf = fileURLToPath(new URL("../../../src/kconfig-parser/dist/bin/kconf.cjs", import.meta.url));
const tree = 'config CHANNELS\n\tint "c" if n\n\trange 1 14\nconfig WIFI\n\tbool "caf\xe9 \xc3\xa9"\n';

function folder(): string {
  const cwd = mkdtempSync(join(tmpdir(), "kconf-bad-"));
  writeFileSync(join(cwd, "Kconfig"), tree, "latin1");
  mkdirSync(join(cwd, "folder"));
  return cwd;
}

function run(words: readonly string[]) {
  const cwd = folder();
  const env = { KCONFIG_CACHE: join(cwd, "cache") };
  return execaSync(kconf, [...words], { cwd, env, reject: false, stdin: "ignore" });
}

/** The same with a full disk for its output. */
function runIntoFull(words: readonly string[]) {
  const cwd = folder();
  const env = { ...process.env, KCONFIG_CACHE: join(cwd, "cache") };
  const stdio = ["ignore" as const, openSync("/dev/full", "w"), "pipe" as const];
  return spawnSync(kconf, words, { cwd, env, stdio, encoding: "utf8" });
}

describe("kconf", () => {
  it.each([
    [["why", "wifi"], 1, "kconf: wifi: no Kconfig file mentions this symbol: did you mean WIFI?"],
    [["solve", "WIFFI=y"], 1, "kconf: WIFFI: no Kconfig file mentions this symbol: did you mean WIFI?"],
    [["dump", "folder"], 1, "kconf: folder: a folder: name the Kconfig file in it, or call kconf there"],
    [["why", "--kconfig", "nope", "WIFI"], 1, "kconf: nope: there is no such file: name the Kconfig file"],
    [["merge", "folder"], 1, "kconf merge: folder: a folder: name a file with settings"],
    [["merge", "Kconfig", "folder"], 1, "kconf merge: folder: a folder: name a file with settings"],
    [
      ["whyy", "WIFI"],
      1,
      "kconf: whyy: taken for a Kconfig file: for the command write it first: kconf why ...",
    ],
    [["--no-shell", "why"], 1, "kconf: why: taken for a Kconfig file"],
    [["help"], 1, "kconf: help: taken for a Kconfig file: see kconf --help"],
  ])("%j: ends with %i and says what to do", (words, status, said) => {
    const { exitCode, stderr } = run(words);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
    expect(exitCode).toBe(status);
  });

  it("leaves C its own words for a Kconfig file that is not there", () => {
    const { exitCode, stderr } = run(["--olddefconfig", "Kconfig.missing"]);
    expect(stderr).toBe("can't find file Kconfig.missing");
    expect(exitCode).toBe(1);
  });

  it.each(["abc", "0x0", ""])(
    "calls %j no value for a number that is nothing, though it counts as 0",
    (value) => {
      const { exitCode, stdout } = run(["solve", `CHANNELS=${value}`]);
      expect(stdout).toContain("is no value for CHANNELS, which is of type int");
      expect(exitCode).toBe(3);
    },
  );

  it("gives JSON that is UTF-8, whatever bytes the tree has", () => {
    const { stdout } = run(["dump"]);
    expect(stdout).not.toContain("\ufffd");
    expect(JSON.stringify(JSON.parse(stdout))).toContain("café é");
  });

  it("has help in plain letters", () => {
    const { stdout } = run(["--help"]);
    expect(stdout).toContain("$(shell ...)");
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it.each([[["dump"]], [["why", "WIFI"]], [["--help"]]])("%j fails on a full disk, and says so", (words) => {
    const { status, stderr } = runIntoFull(words);
    expect(stderr).toContain("standard output: it could not be written (ENOSPC)");
    expect(status).toBe(1);
  });

  it("does in a mode of conf what C does on a full disk: its work", () => {
    expect(runIntoFull(["--listnewconfig", "Kconfig"]).status).toBe(0);
  });
});
