/** Plays one change with the command under test, and with plain make; each is held against a clean build. */
import { plainMake, type Ran, run, underTest } from "./builder.js";
import type { Change, Edit } from "./changes/change.js";
import { cleanSnapshot } from "./clean-builds.js";
import { differences, snapshotOf } from "./snapshot.js";
import type { Workspace } from "./workspace.js";

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

/** What the command under test does wrong, in sentences; none: it is right. */
export async function faultsIn(change: Change, workspace: Workspace): Promise<readonly string[]> {
  await workspace.restore();
  const faults: string[] = [];
  for (const [at, edit] of change.edits.entries()) {
    await edit.apply(workspace);
    const ran = await run(underTest, workspace);
    const prefix = change.edits.length > 1 ? `edit ${at + 1}: ` : "";
    faults.push(...(await faultsOf(edit, ran, workspace)).map((fault) => prefix + fault));
  }
  return [...faults, ...(await unrest(workspace))];
}

/** Where the output differs from a clean build. */
export async function wrongPaths(workspace: Workspace, name: string): Promise<string[]> {
  const clean = await cleanSnapshot(workspace);
  return differences(snapshotOf(workspace.output), clean, [name, "a clean build"]);
}

async function faultsOf(edit: Edit, ran: Ran, workspace: Workspace): Promise<string[]> {
  if (ran.exitCode !== 0) return [`it fails:\n${ran.output.slice(-2000)}`];
  const faults = await wrongPaths(workspace, "the build");
  const wanted = [...edit.runs].sort();
  if (wanted.join() !== ran.packages.join())
    faults.push(`ran ${listed(ran.packages)}, but ${listed(wanted)} should run`);
  if (ran.imageMade !== edit.image) faults.push(`the image was ${ran.imageMade ? "" : "not "}made anew`);
  return faults;
}

/** A second call has nothing left to do. */
export async function unrest(workspace: Workspace): Promise<string[]> {
  const again = await run(underTest, workspace);
  if (again.exitCode === 0 && again.packages.length === 0 && !again.imageMade) return [];
  const image = again.imageMade ? ", made the image" : "";
  return [`a second call does not rest: exit code ${again.exitCode}, ran ${listed(again.packages)}${image}`];
}

/** What plain make leaves after the same edits. */
export async function plainOutcome(change: Change, workspace: Workspace): Promise<PlainOutcome> {
  await workspace.restore();
  let last: Ran | null = null;
  for (const edit of change.edits) {
    await edit.apply(workspace);
    last = await run(plainMake, workspace);
  }
  if (last?.exitCode !== 0) return { ran: last?.packages ?? [], wrong: null };
  return { ran: last.packages, wrong: await wrongPaths(workspace, "plain make") };
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(" ");
}
