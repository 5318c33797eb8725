import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, createConfig, openTree, readConfiguration } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { corpus, corpusEnv } from "../../conformance/corpus.js";
import { kernelEnv, kernelOf } from "../../conformance/linux.js";
import { requests, runRequests, tallyText } from "./random-requests.js";

/** How many random requests a tree gets: a sample unless SOLVE_REQUESTS says more. */
const count = Number(process.env.SOLVE_REQUESTS ?? 25);
const seed = Number(process.env.SOLVE_SEED ?? 1);

function check(config: Config): void {
  const tally = runRequests(config, requests(config, count, seed));
  process.stderr.write(`${tallyText(config.tree, tally)}\n`);
  expect(tally.wrong).toEqual([]);
  expect(tally.milliseconds).toHaveLength(count);
}

describe("random requests: every set of changes offered gives the value, in a .config written and read back", () => {
  it.skipIf(corpus === null)(
    `Buildroot's tree, ${count} requests`,
    { timeout: 60_000 + count * 5_000 },
    () => {
      if (corpus === null) return;
      const config = createConfig(openTree("Config.in", { cwd: corpus.buildroot, env: corpusEnv }));
      const text = readFileSync(join(corpus.expectedConfig, "raspberrypi4_64_defconfig"), "latin1");
      readConfiguration(config, text, ".config");
      check(config);
    },
  );
});
