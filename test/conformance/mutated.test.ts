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
import { corpus, corpusEnv } from "./corpus.js";

const oracle = "kconfig-conf";
const hasOracle = spawnSync(oracle, [], { stdio: "ignore" }).error === undefined;

/** A small linear congruential generator: the same seed gives the same damage everywhere. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor(state / 65536) % below;
  };
}

/** Deletes, flips, repeats, cuts and invents lines. */
function damage(text: string, seed: number): string {
  const random = generator(seed);
  const lines = text.trimEnd().split("\n");
  const unset = /^# (\S+) is not set$/;
  const ways: ((line: string) => string[])[] = [
    () => [],
    (line) => [line.replace(/=y$/, "=n")],
    (line) => [line.replace(unset, "$1=y")],
    (line) => [line.replace(unset, "$1=m")],
    (line) => [line.replace(/=.*$/, "=garbage")],
    (line) => [line, line],
    (line) => [line.replace(/"$/, "")],
    (line) => [line.replace(/="/, '="a\\"b\\\\c$(X) ')],
    (line) => [line, "NOBODY_KNOWS_THIS=y"],
    (line) => [`${line}\r`],
    (line) => [line.replace(/=[0-9x]+$/, "=-99999999")],
  ];
  for (let n = 1 + random(60); n > 0; n--) {
    const at = random(lines.length);
    const way = ways[random(ways.length)] ?? ((line: string) => [line]);
    lines.splice(at, 1, ...way(lines[at] ?? ""));
  }
  const whole = `${lines.join("\n")}\n`;
  return random(4) === 0 ? whole.slice(0, random(whole.length)) : whole;
}

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
    const broken = damage(readFileSync(join(expectedConfig, name), "latin1"), seed);
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
