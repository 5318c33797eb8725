import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Player } from "./player.js";
import { DROP_IN_SCRIPTS } from "./scripts.js";

const COMMAND = resolve(process.env.IPA_MENUCONFIG ?? "dist/bin/ipa-menuconfig.cjs");
const has = (program: string): boolean => spawnSync("which", [program]).status === 0;
const possible = has("tmux") && has("kconfig-mconf") && existsSync(COMMAND);

let dir: string;
const player = new Player();
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "drop-in-"));
});
afterAll(() => {
  player.end();
  rmSync(dir, { recursive: true, force: true });
});

describe.skipIf(!possible)("the keys that people know from mconf write the file that mconf writes", () => {
  it.concurrent.each(DROP_IN_SCRIPTS.map((script, i) => ({ ...script, i })))("$name", async (script) => {
    const theirs = await player.play(
      script,
      "CONFIG_= kconfig-mconf Kconfig",
      join(dir, `${script.i}-theirs`),
    );
    const command = `node ${COMMAND} --kconfig Kconfig --config .config`;
    const ours = await player.play(script, command, join(dir, `${script.i}-ours`), script.problems);
    expect(ours).toEqual(theirs);
  });
});
