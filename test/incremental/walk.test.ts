import { afterAll, beforeAll, expect, it } from "vitest";
import { prepareBuilt } from "./proof.js";
import { walk } from "./walk.js";
import { Workspace } from "./workspace.js";

const workspace = new Workspace("walk");
beforeAll(() => prepareBuilt(workspace), 600_000);
afterAll(() => workspace.dispose(), 600_000);

it("after each of 25 random edits in a row, the image is that of a clean build, and nothing ran in vain", async () => {
  const faults: string[] = [];
  let steps = 0;
  await walk(workspace, 20_260_101, 25, (step) => {
    steps += 1;
    const edits = step.edits.map((edit) => edit.title).join("; ");
    faults.push(...step.faults.map((fault) => `step ${step.number} (${edits}): ${fault}`));
  });
  expect(faults).toEqual([]);
  expect(steps).toBe(25);
}, 600_000);
