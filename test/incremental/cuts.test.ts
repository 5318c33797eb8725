import { afterAll, beforeAll, expect, it } from "vitest";
import { cuts } from "./cuts.js";
import { prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

const workspace = new Workspace("cuts");
beforeAll(() => prepareBuilt(workspace), 600_000);
afterAll(() => workspace.dispose(), 600_000);

it("a build killed at any moment is taken up by the next, which ends in the right image", async () => {
  const faults: string[] = [];
  let inTime = 0;
  await cuts(workspace, 20_260_101, 10, (cut) => {
    inTime += cut.inTime ? 1 : 0;
    const where = `${cut.edit}: ${cut.victim} killed after ${cut.milliseconds} ms`;
    faults.push(...cut.faults.map((fault) => `${where}: ${fault}`));
  });
  expect(faults).toEqual([]);
  expect(inTime).toBeGreaterThan(0);
}, 600_000);
