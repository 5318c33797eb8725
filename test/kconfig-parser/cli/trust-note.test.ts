import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { main } from "../../../src/kconfig-parser/src/cli/main.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trust-note-"));
  writeFileSync(join(folder, "Kconfig"), "config A\n\tdef_bool $(shell,echo y)\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function kconf(argv: readonly string[], isWatched: boolean) {
  let [out, err] = ["", ""];
  const status = main(argv, {
    cwd: folder,
    env: { PATH: process.env.PATH, KCONFIG_CACHE: join(folder, "cache") },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isWatched: () => isWatched,
  });
  return { status, out, err };
}

const why = ["why", "--dialect", "linux-6.12", "A"];

it("that a tree's commands are run is said on a terminal, once", () => {
  expect(kconf(why, true).err).toMatch(/^kconf: Kconfig: opening it runs the commands .*--no-shell.*\n$/);
  expect(kconf(why, true).err).toBe("");
});

it("nothing is said to a program, nor by the modes of conf", () => {
  expect(kconf(why, false).err).toBe("");
  expect(kconf(["--dialect", "linux-6.12", "--olddefconfig", "Kconfig"], true).err).toBe("");
});

it("--no-shell runs none: it says so where no answer is remembered", () => {
  const { status, err } = kconf([...why, "--no-shell"], true);
  expect(status).toBe(1);
  expect(err).toMatch(/^Kconfig:2: \$\(shell,echo y\): commands are not to be run/);
});
