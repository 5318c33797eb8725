import { describe, expect, it } from "vitest";
import { findMemoryFloor } from "../../src/acceptance/memory-floor.js";

const machineThatNeeds = (least: number) => async (megabytes: number) => {
  return { works: megabytes >= least, detail: "" };
};

describe("the memory floor", () => {
  it.each([
    [1, 32],
    [300, 320],
    [320, 320],
    [321, 352],
    [512, 512],
  ])("is found exactly to the step: what needs %d has its floor at %d", async (least, floor) => {
    const found = await findMemoryFloor(512, 32, machineThatNeeds(least));
    expect(found.megabytes).toBe(floor);
    // Halving, not trying all sixteen.
    expect(found.steps.length).toBeLessThanOrEqual(6);
  });

  it("is not found where the most is too little, and nothing else is tried then", async () => {
    const { megabytes, steps } = await findMemoryFloor(512, 32, machineThatNeeds(600));
    expect(megabytes).toBeNull();
    expect(steps).toHaveLength(1);
  });
});
