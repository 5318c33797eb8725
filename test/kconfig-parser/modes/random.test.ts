import { describe, expect, it } from "vitest";
import { readProbability } from "../../../src/kconfig-parser/src/modes/random/probability.js";
import { readSeed, seedLine } from "../../../src/kconfig-parser/src/modes/random/seed.js";

describe("KCONFIG_PROBABILITY", () => {
  it.each([
    [undefined, 50, 33, 33],
    ["5", 5, 3, 2],
    ["20:50", 70, 20, 50],
    ["20:30:40", 20, 30, 40],
    ["10:", 10, 5, 5],
    ["10x", 10, 0, 0],
    ["4294967300", 4, 2, 2],
  ] as const)("%s", (text, boolYes, tristateYes, tristateMod) => {
    expect(readProbability(text)).toEqual({ boolYes, tristateYes, tristateMod });
  });

  it.each(["101", "-1", "20:90", "20:20:90"])("%s is out of range", (text) => {
    expect(() => readProbability(text)).toThrow("KCONFIG_PROBABILITY: Numerical result out of range\n");
  });
});

describe("KCONFIG_SEED", () => {
  it.each([
    ["0x12", 0x12],
    ["012", 10],
    ["-1", 0xffffffff],
    [" +7", 7],
    ["99999999999999999999", 0xffffffff],
    ["12z", null],
    ["", null],
    [undefined, null],
  ] as const)("%s is %s", (text, seed) => {
    expect(readSeed(text)).toBe(seed);
  });

  it("is shown in capitals", () => expect(seedLine(0xbeef)).toBe("KCONFIG_SEED=0xBEEF\n"));
});
