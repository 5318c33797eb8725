/** Builds that are cut off: the next one must end in the right image, and after it there is nothing to do. */
import { Random } from "../support/random.js";
import { run, underTest } from "./builder.js";
import type { Edit } from "./changes/change.js";
import { cutBuild, VICTIMS, type Victim } from "./cut.js";
import { unrest, wrongPaths } from "./proof.js";
import type { Workspace } from "./workspace.js";

export interface Cut {
  readonly number: number;
  readonly edit: string;
  readonly victim: Victim;
  readonly milliseconds: number;
  /** False if the build had ended before. */
  readonly inTime: boolean;
  readonly faults: readonly string[];
}

const EDITS: readonly (readonly [string, Edit["apply"]])[] = [
  ["everything anew", (w) => w.removeOutput()],
  ["optimisation", (w) => w.set({ BR2_OPTIMIZE_S: "y", BR2_OPTIMIZE_2: "n" })],
  ["a package on", (w) => w.set({ BR2_PACKAGE_LIBVARNISH: "y" })],
  ["packages off", (w) => w.set({ BR2_PACKAGE_LADDER: "n", BR2_PACKAGE_BELL: "n" })],
  [
    "a new version",
    (w) => w.replace("buildroot/package/libcolor/libcolor.mk", "_VERSION = 1.2", "_VERSION = 1.3"),
  ],
  ["an overlay file", (w) => w.write("files/overlay/etc/motd", "cut\n")],
  ["a fragment", (w) => w.write("files/linux.fragment", "CONFIG_DUMMY=y\n")],
];

/** `tell` hears of every cut. */
export async function cuts(
  workspace: Workspace,
  seed: number,
  count: number,
  tell: (cut: Cut) => void,
): Promise<void> {
  const random = new Random(seed);
  const durations = new Map<string, number>();
  for (let number = 1; number <= count; number += 1) {
    const [title, apply] = random.pick(EDITS);
    if (!durations.has(title)) durations.set(title, await durationOf(workspace, apply));
    await workspace.restore();
    await apply(workspace);
    const victim = random.pick(VICTIMS);
    const milliseconds = random.below(Math.ceil((durations.get(title) ?? 0) * 1.05));
    const inTime = await cutBuild(workspace, milliseconds, victim);
    // One time in four the run after it is cut as well.
    if (random.chance(25)) await cutBuild(workspace, random.below(milliseconds + 1), random.pick(VICTIMS));
    const ran = await run(underTest, workspace);
    const faults =
      ran.exitCode === 0
        ? [...(await wrongPaths(workspace, "the build")), ...(await unrest(workspace))]
        : [`the next run fails:\n${ran.output.slice(-3000)}`];
    tell({ number, edit: title, victim, milliseconds, inTime, faults });
  }
}

async function durationOf(workspace: Workspace, apply: Edit["apply"]): Promise<number> {
  await workspace.restore();
  await apply(workspace);
  const started = performance.now();
  await run(underTest, workspace);
  return performance.now() - started;
}
