import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { oracleOf } from "../support/conf.js";
import { parseKept } from "./case-text.js";
import { compare } from "./compare.js";
import { languages } from "./language.js";
import { generate } from "./tree.js";

/**
 * The sample that every run of the tests takes; the full run, with a small case of each kind of difference, is
 * `npm run fuzz`. Seeds are those of the full run, so that a failure here is found again there.
 */
const perTest = 10;
const samples = 6;
const kept = new URL("kept/", import.meta.url);

describe.each(languages)("generated trees, $dialect", (language) => {
  const oracle = oracleOf(language.dialect);
  const firsts = Array.from({ length: samples }, (_, n) => 1 + n * perTest);

  it.skipIf(oracle === null).each(firsts)(`seeds %i and the ${perTest - 1} after it: as from C`, (first) => {
    if (oracle === null) return;
    const found = Array.from({ length: perTest }, (_, n) => first + n).flatMap((seed) => {
      const difference = compare(oracle, generate(seed, language), language.modes);
      return difference === null ? [] : [{ seed, ...difference }];
    });
    expect(found).toEqual([]);
  });
});

describe("trees that once came out differently", () => {
  it.each(readdirSync(kept).filter((name) => name.endsWith(".json")))("%s", (name, { skip }) => {
    const { dialect, modes, case: tree } = parseKept(readFileSync(new URL(name, kept), "utf8"));
    const oracle = oracleOf(dialect);
    if (oracle === null) return skip(`no C program of ${dialect}`);
    expect(compare(oracle, tree, modes)).toBeNull();
  });
});
