import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  configText,
  createConfig,
  defconfigText,
  type KconfigTree,
  openTree,
  readConfiguration,
} from "kconfig-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { corpus, corpusEnv } from "./corpus.js";
import { damage } from "./damage.js";

const oracle = "kconfig-conf";
const hasOracle = spawnSync(oracle, [], { stdio: "ignore" }).error === undefined;

describe.skipIf(corpus === null || !hasOracle)("a damaged .config comes out as from the C program", () => {
  if (corpus === null) return;
  const { buildroot, expectedConfig, names } = corpus;
  const folder = mkdtempSync(join(tmpdir(), "mutated-"));
  let tree: KconfigTree;
  beforeAll(() => {
    tree = openTree("Config.in", { cwd: buildroot, env: corpusEnv });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const conf = (mode: string, file: string): string => {
    const env = { ...process.env, ...corpusEnv, CONFIG_: "", KCONFIG_CONFIG: file };
    const { status, stderr } = spawnSync(oracle, [mode, "Config.in"], {
      cwd: buildroot,
      env,
      encoding: "latin1",
    });
    expect(status, stderr).toBe(0);
    return readFileSync(file, "latin1");
  };

  it.each(Array.from({ length: 24 }, (_, i) => i + 1))("seed %i: olddefconfig and savedefconfig", (seed) => {
    const name = names[(seed * 37) % names.length] ?? "";
    const broken = damage(readFileSync(join(expectedConfig, name), "latin1"), new Random(seed));
    const file = join(folder, `config-${seed}`);

    const config = createConfig(tree);
    readConfiguration(config, broken, file);
    writeFileSync(file, broken, "latin1");
    expect(configText(config)).toBe(conf("--olddefconfig", file));

    const again = createConfig(tree);
    readConfiguration(again, broken, file);
    writeFileSync(file, broken, "latin1");
    conf(`--savedefconfig=${file}.defconfig`, file);
    expect(defconfigText(again)).toBe(readFileSync(`${file}.defconfig`, "latin1"));
  });
});
