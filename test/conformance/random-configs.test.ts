import { describe, expect, it } from "vitest";
import { compare } from "./case.js";
import { askCase, randomCase, syncCase } from "./drawn-cases.js";
import { places } from "./places.js";

const seeds = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** A sample: `npm run conformance:full` draws a thousand. */
describe.skipIf(places.length === 0)("configurations drawn at random", () => {
  const sample = places.flatMap((place) => [
    ...seeds(4).map((seed) => randomCase(place, seed)),
    ...seeds(2).map((seed) => askCase(place, seed)),
    ...(place.cwd === null ? seeds(1).map((seed) => syncCase(place, seed)) : []),
  ]);
  for (const one of sample)
    it(`${one.group}, ${one.name}`, () => {
      expect(compare(one)).toEqual([]);
    });
});
