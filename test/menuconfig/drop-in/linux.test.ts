import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Player } from "./player.js";
import type { DropInScript } from "./scripts.js";

const COMMAND = resolve(process.env.IPA_MENUCONFIG ?? "dist/bin/ipa-menuconfig.cjs");
/** A kernel's own scripts/kconfig/mconf, and the kernel; what its Makefile exports (srctree, ARCH …) is to be set. */
const { LINUX_MCONF = "", LINUX_TREE = "" } = process.env;
const possible = existsSync(LINUX_MCONF) && existsSync(join(LINUX_TREE, "Kconfig")) && existsSync(COMMAND);

const ROOT = "BACK; ~General setup";
const find = (symbol: string, row: string): string => `/; !Arrow keys; '^${symbol}$; Enter; ~(1); 1; @${row}`;

const SCRIPTS: readonly DropInScript[] = [
  { name: "all defaults", keys: "~General setup; YES" },
  { name: "PCI off", keys: `${find("PCI", "PCI support")}; n; @[ ] PCI; BACK; ~(1); ${ROOT}; YES` },
  {
    name: "a choice",
    keys: `${find("PREEMPT", "Preemption Model")}; Enter; ~( ) Preemptible; p; @Preemptible Kernel; Space; ~Preemption Model (Preemptible; BACK; ~(1); ${ROOT}; YES`,
  },
  {
    name: "a number beyond its range, then within",
    keys: `${find("LOG_BUF_SHIFT", "Kernel log buffer")}; Enter; ~Ok; BSpace*2; '99; Enter; !Arrow keys; Enter; ~Ok; BSpace*6; '19; Enter; @(19); BACK; ~(1); ${ROOT}; YES`,
  },
  {
    name: "modules on, and a module that selects others",
    keys: `${find("MODULES", "loadable module")}; y; @[*]; BACK; ~(1); ${ROOT}; ${find("BTRFS_FS", "Btrfs")}; m; @<M>; Down; Down; y; BACK; ~(1); ${ROOT}; YES`,
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

describe.skipIf(!possible)("the same keys write the same configuration of a kernel as its own mconf", () => {
  it.each(SCRIPTS)("$name", async (script) => {
    const play = async (who: string, program: (config: string) => string) => {
      const place = join(dir, `${SCRIPTS.indexOf(script)}-${who}`);
      // Not into the kernel's tree.
      const files = `KCONFIG_AUTOCONFIG='${place}/x/auto' KCONFIG_AUTOHEADER='${place}/x/h' KCONFIG_RUSTCCFG='${place}/x/r'`;
      const command = `cd '${LINUX_TREE}' && env ${files} ${program(join(place, ".config"))}`;
      return await player.play(script, { command, dir: place, tree: null, dialect: "linux-6.12" });
    };
    const theirs = await play("theirs", (config) => `KCONFIG_CONFIG='${config}' '${LINUX_MCONF}' Kconfig`);
    const ours = await play(
      "ours",
      (config) => `node ${COMMAND} --kconfig Kconfig --config '${config}' --dialect linux-6.12`,
    );
    expect(theirs[".config"]?.length).toBeGreaterThan(10_000);
    expect(ours).toEqual(theirs);
  });
});
