/**
 * The full comparison with C, over all processors, with counts and progress: `npm run conformance:full --
 * [--only REGEX] [--random N] [--ask N] [--sync N] [--from SEED] [--jobs N]`. Ends with 1 when anything differs.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Case } from "../case.js";
import { askCase, randomCase, syncCase } from "../drawn-cases.js";
import { kernelOf, linuxVersions } from "../linux.js";
import { allLinuxCases } from "../linux-cases.js";
import { linuxPlaces, places } from "../places.js";
import { follow } from "./follow.js";
import { lead } from "./lead.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    random: { type: "string", default: "1000" },
    ask: { type: "string", default: "150" },
    sync: { type: "string", default: "60" },
    from: { type: "string", default: "1" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});

function seeds(count: string): number[] {
  return Array.from({ length: Number(count) }, (_, n) => Number(values.from) + n);
}

/** Every case asked for; in the same order in each process. */
function allCases(): Case[] {
  const only = new RegExp(values.only);
  return [
    ...linuxVersions.map(kernelOf).flatMap((kernel) => (kernel === null ? [] : allLinuxCases(kernel))),
    ...linuxPlaces.flatMap((place) => seeds(values.sync).map((seed) => syncCase(place, seed))),
    ...places.flatMap((place) => seeds(values.ask).map((seed) => askCase(place, seed))),
    ...places.flatMap((place) => seeds(values.random).map((seed) => randomCase(place, seed))),
  ].filter(({ group, name }) => only.test(`${group}: ${name}`));
}

if (process.send === undefined) process.exitCode = await lead(allCases(), Number(values.jobs));
else follow(allCases());
