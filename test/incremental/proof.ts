/** Plays one change on both: the command under test and plain make, each held against a clean build. */
import { cleanSnapshot, plainMake, type Ran, run, underTest } from "./builder.js";
import type { Change, Edit } from "./changes/change.js";
import { differences, type Snapshot, snapshotOf } from "./snapshot.js";
import type { Workspace } from "./workspace.js";

export interface Outcome {
  /** What is wrong with the command under test, in sentences; empty: it is right. */
  readonly faults: readonly string[];
  /** The packages that it ran, after the last edit. */
  readonly ran: readonly string[];
  readonly imageMade: boolean;
  readonly plain: PlainOutcome;
}

export interface PlainOutcome {
  /** The packages that plain make ran after the last edit. */
  readonly ran: readonly string[];
  /** Where target/ and images/ differ from a clean build; null when make failed. */
  readonly wrong: readonly string[] | null;
}

/** A workspace with everything built and kept, to begin every change from. */
export async function prepareBuilt(workspace: Workspace): Promise<void> {
  await workspace.prepare();
  const first = await run(underTest, workspace);
  if (first.exitCode !== 0) throw new Error(`the first build fails:\n${first.output.slice(-3000)}`);
  await workspace.keep();
}

export async function play(change: Change, workspace: Workspace): Promise<Outcome> {
  await workspace.restore();
  const faults: string[] = [];
  let last: Ran | null = null;
  let clean: Snapshot = new Map();
  for (const [at, edit] of change.edits.entries()) {
    await edit.apply(workspace);
    last = await run(underTest, workspace);
    clean = await cleanSnapshot(workspace);
    const prefix = change.edits.length > 1 ? `edit ${at + 1}: ` : "";
    faults.push(...faultsOf(edit, last, clean, workspace).map((fault) => prefix + fault));
  }
  faults.push(...(await unrest(workspace)));
  const plain = await playPlain(change, workspace, clean);
  return { faults, ran: last?.packages ?? [], imageMade: last?.imageMade ?? false, plain };
}

function faultsOf(edit: Edit, ran: Ran, clean: Snapshot, workspace: Workspace): string[] {
  if (ran.exitCode !== 0) return [`it fails:\n${ran.output.slice(-2000)}`];
  const faults = differences(snapshotOf(workspace.output), clean, ["the build", "a clean build"]);
  const wanted = [...edit.runs].sort();
  if (wanted.join() !== ran.packages.join())
    faults.push(`ran ${listed(ran.packages)}, but ${listed(wanted)} should run`);
  if (ran.imageMade !== edit.image) faults.push(`the image was ${ran.imageMade ? "" : "not "}made anew`);
  return faults;
}

/** A second call has nothing left to do. */
async function unrest(workspace: Workspace): Promise<string[]> {
  const again = await run(underTest, workspace);
  if (again.exitCode === 0 && again.packages.length === 0 && !again.imageMade) return [];
  return [`a second call does not rest: exit code ${again.exitCode}, ran ${listed(again.packages)}`];
}

async function playPlain(change: Change, workspace: Workspace, clean: Snapshot): Promise<PlainOutcome> {
  await workspace.restore();
  let last: Ran | null = null;
  for (const edit of change.edits) {
    await edit.apply(workspace);
    last = await run(plainMake, workspace);
  }
  if (last?.exitCode !== 0) return { ran: last?.packages ?? [], wrong: null };
  return {
    ran: last.packages,
    wrong: differences(snapshotOf(workspace.output), clean, ["plain make", "a clean build"]),
  };
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(" ");
}
