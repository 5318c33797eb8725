/** A walk: edits drawn at random, a build after each, every one held against a clean build. */
import { Random } from "../support/random.js";
import { run, underTest } from "./builder.js";
import { listed, wrongPaths } from "./proof.js";
import { drawEdit, type RandomEdit } from "./random-edits.js";
import type { Workspace } from "./workspace.js";

export interface Step {
  readonly number: number;
  readonly edits: readonly RandomEdit[];
  readonly ran: readonly string[];
  readonly faults: readonly string[];
}

/** Walks until the first step that is wrong, or to the end. `tell` hears of every step. */
export async function walk(
  workspace: Workspace,
  seed: number,
  length: number,
  tell: (step: Step) => void,
): Promise<void> {
  const random = new Random(seed);
  let failedBefore = false;
  for (let number = 1; number <= length; number += 1) {
    const edits = Array.from(
      {
        length: random.weighted([
          [7, 1],
          [2, 2],
          [1, 4],
        ]),
      },
      () => drawEdit(random),
    );
    for (const edit of edits) await edit.apply(workspace);
    const ran = await run(underTest, workspace);
    const faults: string[] = [];
    if (ran.exitCode !== 0) faults.push(`it fails:\n${ran.output.slice(-2000)}`);
    else faults.push(...(await wrongPaths(workspace, "the build")));
    const may = new Set(edits.flatMap((edit) => edit.may));
    const needless = ran.packages.filter((name) => !may.has(name));
    if (needless.length > 0 && !failedBefore)
      faults.push(`ran ${listed(needless)}, though nothing of theirs changed`);
    failedBefore = faults.length > 0;
    tell({ number, edits, ran: ran.packages, faults });
    if (faults.length > 0) return;
  }
}
