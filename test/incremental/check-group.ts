/** The tests of one group of changes: a file for each, so that they run beside each other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Group } from "./changes/change.js";
import { ownCells } from "./document.js";
import { repository } from "./places.js";
import { faultsIn, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

export function checkGroup(group: Group): void {
  describe(`after a change, ipa-image build leaves what a clean build does: ${group.title}`, () => {
    const workspace = new Workspace("table");
    beforeAll(() => prepareBuilt(workspace), 120_000);
    afterAll(() => workspace.dispose(), 120_000);

    it.each(group.changes.map((change) => [change.title, change] as const))("%s", async (_title, change) => {
      expect(await faultsIn(change, workspace)).toEqual([]);
    });

    it("and docs/incremental.md says so", () => {
      const text = readFileSync(join(repository, "docs/incremental.md"), "utf8");
      for (const change of group.changes) expect(text).toContain(ownCells(change));
    });
  });
}
