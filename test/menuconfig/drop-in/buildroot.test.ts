import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corpus, corpusEnv } from "../../conformance/corpus.js";
import { Player } from "./player.js";
import type { DropInScript } from "./scripts.js";

const COMMAND = resolve(process.env.IPA_MENUCONFIG ?? "dist/bin/ipa-menuconfig.cjs");
const has = (program: string): boolean => spawnSync("which", [program]).status === 0;
const possible = corpus !== null && has("tmux") && has("kconfig-mconf") && existsSync(COMMAND);

/** Out of the main menu, where the last row of the first window is. */
const ROOT = "BACK; ~Target packages";

/** `settles`: a choice loses values that were to be seen before, see `settled`. */
const SCRIPTS: readonly (DropInScript & { readonly settles?: true })[] = [
  { name: "all defaults", keys: "~Target packages; YES" },
  {
    name: "another architecture, and what follows from it",
    settles: true,
    keys: "@Target options; Enter; @Target Architecture; Enter; @(X) i386; Up; Up; Up; @AArch64 (little; Space; @Target Architecture (AArch64; BACK; ~Target packages; YES",
  },
  {
    name: "a kernel of one's own",
    settles: true,
    keys: `k; @Kernel; Enter; @Linux Kernel; y; @[*] Linux Kernel; Down; @Kernel version; Enter; ~Custom version; c; @Custom version; Enter; @(Custom version); Down; @Kernel version; Enter; ~Ok; '6.12.1; Enter; @(6.12.1); ${ROOT}; YES`,
  },
  {
    name: "a host name, found by its symbol",
    keys: `/; !Arrow keys; '^BR2_TARGET_GENERIC_HOSTNAME$; Enter; ~(1); 1; @System hostname; Enter; ~Ok; ' of mine; Enter; @(buildroot of mine); BACK; ~(1); ${ROOT}; YES`,
  },
  {
    name: "packages among hundreds of rows",
    keys: `/; !Arrow keys; '^BR2_PACKAGE_ZLIB$; Enter; ~(1); 1; @zlib; y; @[*] zlib; NPage; y; NPage; PPage; y; Down; Down; Space; BACK; ~(1); ${ROOT}; YES`,
  },
  {
    name: "another C library, and choices that lose values by it",
    settles: true,
    keys: `/; !Arrow keys; '^BR2_TOOLCHAIN_BUILDROOT_MUSL$; Enter; ~(1); 1; @C library; Enter; ~( ) musl; m; Down; @musl; Space; @C library (musl); BACK; ~(1); ${ROOT}; YES`,
  },
];

let dir: string;
const player = new Player();
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "drop-in-"));
});
afterAll(() => {
  player.end();
  rmSync(dir, { recursive: true, force: true });
});

let settledCount = 0;

/**
 * A file as conf leaves it. mconf also writes values of a choice that it showed once and that are hidden since ("# … is
 * not set"), lines that the next run of conf takes out; ours writes what conf would leave as it is.
 */
function settled(text: string): string {
  const file = join(dir, `settled-${settledCount++}`);
  writeFileSync(file, text, "latin1");
  const env = { ...process.env, ...corpusEnv, CONFIG_: "", BR2_CONFIG: file, KCONFIG_CONFIG: file };
  spawnSync("kconfig-conf", ["--olddefconfig", "Config.in"], { cwd: corpus?.buildroot, env });
  return readFileSync(file, "latin1");
}

describe.skipIf(!possible)("the same keys write the same configuration of all of Buildroot", () => {
  it.concurrent.each(SCRIPTS)("$name", async (script) => {
    if (corpus === null) return;
    const variables = Object.entries(corpusEnv).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}='${value}'`],
    );
    const play = async (who: string, program: (config: string) => string) => {
      const place = join(dir, `${SCRIPTS.indexOf(script)}-${who}`);
      const command = `cd '${corpus?.buildroot}' && env ${variables.join(" ")} ${program(join(place, ".config"))}`;
      return await player.play(script, { command, dir: place, tree: null, dialect: "buildroot" });
    };
    const played = await play(
      "theirs",
      (config) => `CONFIG_= BR2_CONFIG='${config}' KCONFIG_CONFIG='${config}' kconfig-mconf Config.in`,
    );
    const ours = await play("ours", (config) => `node ${COMMAND} --kconfig Config.in --config '${config}'`);
    const text = played[".config"] ?? "";
    const theirs = { ...played, ".config": script.settles === true ? settled(text) : text };
    expect(theirs[".config"]?.length).toBeGreaterThan(10_000);
    expect(ours).toEqual(theirs);
  });
});
