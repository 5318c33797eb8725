/** A disk that fills up while it is built on: the next build, with room, ends in the right image. */
import { mkdtempSync, rmdirSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, underTest } from "./builder.js";
import { prepareBuilt, unrest, wrongPaths } from "./proof.js";
import { whileWaitingAt } from "./waiting.js";
import { Workspace } from "./workspace.js";

const disk = mkdtempSync(join(tmpdir(), "ipa-small-disk-"));
// Large enough for the check at the start; nothing of it is used. Mounting wants a privilege that not every machine gives.
const ROOM = "size=4g";
const mounted = !execaSync("mount", ["-t", "tmpfs", "-o", ROOM, "tmpfs", disk], { reject: false }).failed;
afterAll(async () => {
  if (mounted) await execa("umount", ["-l", disk]);
  rmdirSync(disk);
}, 600_000);

describe.skipIf(!mounted)("a disk that fills up during a build", () => {
  const workspace = new Workspace("disk", disk);
  beforeAll(() => prepareBuilt(workspace), 600_000);

  it.each([
    ["libcolor/build", 0],
    ["libcolor/install-target", 8],
    ["paint/build", 4],
    ["libcolor/build", 64],
    ["libcolor/build", 160],
  ])(
    "at %s, with %i KiB left: the next build has room, and ends in the right image",
    async (step, kibibytes) => {
      await workspace.restore();
      await workspace.set({ BR2_OPTIMIZE_S: "y", BR2_OPTIMIZE_2: "n", BR2_PACKAGE_LIBVARNISH: "y" });
      const full = await whileWaitingAt(workspace, step, () => shrink(kibibytes));
      await execa("mount", ["-o", `remount,${ROOM}`, disk]);
      if (kibibytes < 10) expect(full.exitCode, full.output).not.toBe(0);
      const { exitCode, output } = await run(underTest, workspace);
      expect(exitCode, output).toBe(0);
      expect(await wrongPaths(workspace, "the build")).toEqual([]);
      expect(await unrest(workspace)).toEqual([]);
    },
  );

  /** Leaves so much room, and the folder that lets the step go on. */
  async function shrink(kibibytes: number): Promise<void> {
    // Another package may be writing: then what is used has grown, and the next try counts again.
    for (let failed = true; failed; ) {
      const { blocks, bfree, bsize } = statfsSync(disk);
      const used = ((blocks - bfree) * bsize) / 1024;
      failed = (await execa("mount", ["-o", `remount,size=${used + kibibytes}k`, disk], { reject: false }))
        .failed;
    }
  }
});
