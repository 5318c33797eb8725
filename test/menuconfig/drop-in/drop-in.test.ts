import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Player } from "./player.js";
import { DROP_IN_SCRIPTS, WHOLE } from "./scripts.js";
import { DROP_IN_TREE, LINUX_TREE } from "./tree.js";

const COMMAND = resolve(process.env.IPA_MENUCONFIG ?? "dist/bin/ipa-menuconfig.cjs");
/** A kernel's own scripts/kconfig/mconf, as `make build_menuconfig` leaves it there. */
const LINUX_MCONF = process.env.LINUX_MCONF ?? "";
const has = (program: string): boolean => spawnSync("which", [program]).status === 0;
const possible = has("tmux") && existsSync(COMMAND);

const ORACLES = [
  {
    name: "Debian's kconfig-mconf",
    isThere: has("kconfig-mconf"),
    command: "CONFIG_= kconfig-mconf Kconfig",
    dialect: "buildroot",
    tree: DROP_IN_TREE,
    scripts: DROP_IN_SCRIPTS,
  },
  {
    name: "the mconf of Linux 6.12",
    isThere: existsSync(LINUX_MCONF),
    command: `${LINUX_MCONF} Kconfig`,
    dialect: "linux-6.12",
    tree: LINUX_TREE,
    // Its choices are of bool values alone; and the file with every default is from Debian's conf.
    scripts: DROP_IN_SCRIPTS.filter(
      ({ name, files }) => !name.includes("as modules") && files?.[".config"] !== WHOLE,
    ),
  },
] as const;

let dir: string;
const player = new Player();
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "drop-in-"));
});
afterAll(() => {
  player.end();
  rmSync(dir, { recursive: true, force: true });
});

describe.each(ORACLES)("the keys that people know from mconf write the file of $name", (oracle) => {
  const { tree, dialect } = oracle;
  const scripts = oracle.scripts.map((script) => ({ ...script, place: join(oracle.name, script.name) }));
  it.skipIf(!possible || !oracle.isThere).concurrent.each(scripts)("$name", async (script) => {
    const place = (who: string): string => join(dir, `${script.place} ${who}`);
    const theirs = await player.play(script, {
      command: oracle.command,
      dir: place("theirs"),
      tree,
      dialect,
    });
    const ours = await player.play(script, {
      command: `node ${COMMAND} --kconfig Kconfig --config .config --dialect ${dialect}`,
      dir: place("ours"),
      tree,
      dialect,
      first: script.problems,
    });
    expect(ours).toEqual(theirs);
  });
});
