/** The full comparison with C, over all processors, with counts and progress: `npm run conformance:full -- --help`. */
import { runCommand } from "../../support/command.js";
import type { Case } from "../case.js";
import { askCase, randomCase, syncCase } from "../drawn-cases.js";
import { kernelOf, linuxVersions } from "../linux.js";
import { allLinuxCases } from "../linux-cases.js";
import { linuxPlaces, places } from "../places.js";
import { follow } from "./follow.js";
import { lead } from "./lead.js";
import { type Options, parseOptions, usage } from "./options.js";

/** Every case asked for; in the same order in each process. */
function allCases({ only, random, ask, sync, from }: Options): Case[] {
  const seeds = (count: number): number[] => Array.from({ length: count }, (_, n) => from + n);
  return [
    ...linuxVersions.map(kernelOf).flatMap((kernel) => (kernel === null ? [] : allLinuxCases(kernel))),
    ...linuxPlaces.flatMap((place) => seeds(sync).map((seed) => syncCase(place, seed))),
    ...places.flatMap((place) => seeds(ask).map((seed) => askCase(place, seed))),
    ...places.flatMap((place) => seeds(random).map((seed) => randomCase(place, seed))),
  ].filter(({ group, name }) => only.test(`${group}: ${name}`));
}

async function run(options: Options): Promise<number> {
  if (process.send === undefined) return lead(allCases(options), options.jobs);
  follow(allCases(options));
  return 0;
}

process.exitCode = await runCommand({ name: "conformance:full", usage, parseOptions, run });
