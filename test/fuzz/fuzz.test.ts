import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { oracleOf } from "../support/conf.js";
import { parseKept } from "./case-text.js";
import { compare } from "./compare.js";
import { languages } from "./language.js";
import { generate } from "./tree.js";

/**
 * The sample that every run of the tests takes: the first seeds of the full run, which is `npm run fuzz`. Status, both
 * outputs and all files must be C's, also where C refuses a tree.
 */
const samples: Readonly<Record<string, number>> = {
  buildroot: 40,
  "linux-6.1": 40,
  "linux-6.12": 40,
  "linux-next": 40,
};
const perTest = 10;
const modes = [
  "olddefconfig",
  "alldefconfig",
  "allyesconfig",
  "savedefconfig",
  "listnewconfig",
  "randconfig",
];

const kept = new URL("kept/", import.meta.url);

describe.each(languages)("generated trees, $dialect", ({ dialect, ...language }) => {
  const oracle = oracleOf(dialect);
  const count = samples[dialect] ?? 0;
  const firsts = Array.from({ length: count / perTest }, (_, n) => 1 + n * perTest);

  it.skipIf(oracle === null).each(firsts)(`seeds %i and the ${perTest - 1} after it: as from C`, (first) => {
    if (oracle === null) return;
    const seeds = Array.from({ length: perTest }, (_, n) => first + n);
    const found = seeds.flatMap((seed) => {
      const difference = compare(oracle, generate(seed, { dialect, ...language }), modes);
      return difference === null ? [] : [{ seed, ...difference }];
    });
    expect(found).toEqual([]);
  });
});

describe("trees that once came out differently", () => {
  it.for(readdirSync(kept).filter((name) => name.endsWith(".json")))("%s", (name, { skip }) => {
    const { dialect, modes, case: tree } = parseKept(readFileSync(new URL(name, kept), "utf8"));
    const oracle = oracleOf(dialect);
    if (oracle === null) return skip(`no C program of ${dialect}`);
    expect(compare(oracle, tree, modes)).toBeNull();
  });
});
