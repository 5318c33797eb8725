/** Plays one change on a real tree: the command under test, what plain make does, and the way back. */
import { performance } from "node:perf_hooks";
import { ipaImage, plainMake, type Ran, run } from "../builder.js";
import { differences, type Snapshot, snapshotOf } from "../snapshot.js";
import type { RealChange } from "./real-changes.js";
import type { RealWorkspace } from "./real-workspace.js";

export interface Timed extends Ran {
  readonly seconds: number;
}

export interface RealRow {
  readonly title: string;
  readonly ran: readonly string[];
  readonly imageMade: boolean;
  readonly seconds: number;
  readonly backSeconds: number;
  /** Sentences; none: it is right. */
  readonly faults: readonly string[];
  /** Null when plain make was not asked. */
  readonly plain: PlainReal | null;
  /** Whether a clean build of the changed configuration was compared. */
  readonly comparedWithClean: boolean;
}

export interface PlainReal {
  readonly ran: readonly string[];
  readonly seconds: number;
  /** What it leaves otherwise than the command under test; null when it failed. */
  readonly wrong: readonly string[] | null;
}

export interface PlayOptions {
  /** Also play plain make, on a copy. */
  readonly plain: boolean;
  /** Also make a clean build of the changed configuration; packages of which is kept what is built. */
  readonly clean: { readonly kept: readonly string[] } | null;
}

const ROOT_ENV = { FORCE_UNSAFE_CONFIGURE: "1" };

export async function timed(builder: typeof ipaImage, workspace: RealWorkspace): Promise<Timed> {
  const started = performance.now();
  const ran = await run(builder, workspace, ROOT_ENV);
  return { ...ran, seconds: (performance.now() - started) / 1000 };
}

/** @param base what lies in the output before the change, and must lie there again after the way back */
export async function playReal(
  change: RealChange,
  workspace: RealWorkspace,
  base: Snapshot,
  { plain, clean }: PlayOptions,
): Promise<RealRow> {
  const faults: string[] = [];
  await change.apply(workspace);
  const beside = plain ? await workspace.inCopy(() => withSnapshot(plainMake, workspace)) : null;
  const there = await timed(ipaImage, workspace);
  if (there.exitCode !== 0) faults.push(`it fails:\n${there.output.slice(-2000)}`);
  if (change.runs !== null && [...change.runs].sort().join() !== there.packages.join())
    faults.push(`ran ${listed(there.packages)}, but ${listed(change.runs)} should run`);
  if (there.imageMade !== change.image)
    faults.push(`the image was ${there.imageMade ? "" : "not "}made anew`);
  const after = snapshotOf(workspace.output);
  faults.push(...(await unrest(workspace)));
  if (clean !== null) {
    const reference = await workspace.inClean(clean.kept, () => withSnapshot(plainMake, workspace));
    faults.push(...differences(after, reference.snapshot, ["the build", "a clean build"]).slice(0, 8));
  }
  await workspace.undo();
  const back = await timed(ipaImage, workspace);
  if (back.exitCode !== 0) faults.push(`the way back fails:\n${back.output.slice(-2000)}`);
  const names = ["the way back", "what was there before"] as const;
  faults.push(...differences(snapshotOf(workspace.output), base, names).slice(0, 8));
  return {
    title: change.title,
    ran: there.packages,
    imageMade: there.imageMade,
    seconds: there.seconds,
    backSeconds: back.seconds,
    faults,
    plain: beside && {
      ran: beside.ran.packages,
      seconds: beside.ran.seconds,
      wrong:
        beside.ran.exitCode === 0
          ? differences(beside.snapshot, after, ["plain make", "a clean build"])
          : null,
    },
    comparedWithClean: clean !== null,
  };
}

async function withSnapshot(builder: typeof plainMake, workspace: RealWorkspace) {
  const ran = await timed(builder, workspace);
  return { ran, snapshot: snapshotOf(workspace.output) };
}

/** A second call has nothing left to do. */
async function unrest(workspace: RealWorkspace): Promise<string[]> {
  const again = await run(ipaImage, workspace, ROOT_ENV);
  if (again.exitCode === 0 && again.packages.length === 0 && !again.imageMade) return [];
  return [`a second call does not rest: exit code ${again.exitCode}, ran ${listed(again.packages)}`];
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : [...names].sort().join(" ");
}
