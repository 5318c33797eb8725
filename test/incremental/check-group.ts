/**
 * The tests of one group of changes: a file for each, so that they run beside each other. Every third change is played,
 * all with PROOF=full; `npm run proof:incremental` plays all and compares with plain make.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Group } from "./changes/change.js";
import { ownCells } from "./document.js";
import { repository } from "./places.js";
import { faultsIn, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

/** Milliseconds: builds take a second or two, on a machine with nothing else to do. */
const LONG = 600_000;

export function checkGroup(group: Group): void {
  describe(`after a change, ipa-image build leaves what a clean build does: ${group.title}`, () => {
    const workspace = new Workspace("table");
    const every = process.env.PROOF === "full" ? 1 : 3;
    const played = group.changes.filter((_change, at) => at % every === 0);
    beforeAll(() => prepareBuilt(workspace), LONG);
    afterAll(() => workspace.dispose(), LONG);

    it.each(played.map((change) => [change.title, change] as const))(
      "%s",
      async (_title, change) => {
        expect(await faultsIn(change, workspace)).toEqual([]);
      },
      LONG,
    );

    it("and docs/incremental.md says so", () => {
      const text = readFileSync(join(repository, "docs/incremental.md"), "utf8");
      for (const change of group.changes) expect(text).toContain(ownCells(change));
    });
  });
}
