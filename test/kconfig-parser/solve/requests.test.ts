import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, createConfig, type OpenOptions, openTree, readConfiguration } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { corpus, corpusEnv } from "../../conformance/corpus.js";
import { kernelEnv, kernelOf } from "../../conformance/linux.js";
import { requests, runRequests, tallyText } from "./random-requests.js";

/** How many random requests a tree gets: a sample unless SOLVE_REQUESTS says more. All of them: `npm run solve:full`. */
const count = Number(process.env.SOLVE_REQUESTS ?? 15);
const seed = Number(process.env.SOLVE_SEED ?? 1);
const timeout = 60_000 + count * 5_000;

function loaded(file: string, options: OpenOptions, configFile: string): Config {
  const config = createConfig(openTree(file, options));
  readConfiguration(config, readFileSync(configFile, "latin1"), ".config");
  return config;
}

function check(config: Config): void {
  const tally = runRequests(config, requests(config, count, seed));
  process.stderr.write(`${tallyText(config.tree.dialect.name, tally)}\n`);
  expect(tally.wrong).toEqual([]);
  expect(tally.milliseconds).toHaveLength(count);
}

describe("random requests: every set of changes offered gives the value, in a .config written and read back", () => {
  it.skipIf(corpus === null)(`Buildroot's tree, ${count} requests`, { timeout }, () => {
    if (corpus === null) return;
    const options = { cwd: corpus.buildroot, env: corpusEnv };
    check(loaded("Config.in", options, join(corpus.expectedConfig, "raspberrypi4_64_defconfig")));
  });

  const kernel = kernelOf("6.12");
  it.skipIf(kernel === null)(`Linux 6.12, ${count} requests`, { timeout }, () => {
    if (kernel === null) return;
    const options = { cwd: kernel.tree, env: kernelEnv(kernel, "x86", "stand-in") };
    check(loaded("Kconfig", options, join(kernel.tree, "arch/x86/configs/x86_64_defconfig")));
  });
});
