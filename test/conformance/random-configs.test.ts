import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DialectName } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { firstDifferent } from "../fuzz/compare.js";
import { filesIn, type Outcome, oracleOf, type Request, runC, runEngine } from "../support/conf.js";
import { isFull } from "../support/full.js";
import { Random } from "../support/random.js";
import { corpus, corpusEnv } from "./corpus.js";
import { damage } from "./damage.js";
import { architectures, kernelEnv, kernelOf, ownMacros } from "./linux.js";

/** A tree in which configurations are drawn: the folder conf runs in, its file and its environment for a seed. */
interface Place {
  readonly dialect: DialectName;
  readonly kconfig: string;
  prepare(folder: string): void;
  env(seed: number): Record<string, string>;
  /** Where conf runs; null: in the folder of what it writes. */
  readonly cwd: string | null;
}

function linux(version: "6.1" | "6.12"): Place | null {
  const kernel = kernelOf(version);
  if (kernel === null) return null;
  return {
    dialect: `linux-${version}`,
    kconfig: "Kconfig",
    cwd: null,
    prepare(folder) {
      mkdirSync(join(folder, "scripts"));
      writeFileSync(join(folder, "scripts/Kconfig.include"), ownMacros);
    },
    env: (seed) => kernelEnv(kernel, architectures[seed % architectures.length] ?? "x86", "none"),
  };
}

const places: readonly [string, Place | null][] = [
  [
    "Buildroot",
    corpus === null
      ? null
      : {
          dialect: "buildroot",
          kconfig: "Config.in",
          cwd: corpus.buildroot,
          prepare: () => {},
          env: () => ({ PATH: process.env.PATH ?? "", LC_ALL: "C", ...corpusEnv }),
        },
  ],
  ["Linux 6.1", linux("6.1")],
  ["Linux 6.12", linux("6.12")],
];

/**
 * Everything drawn with one seed, by one program: texts by what they are. What is damaged is the configuration given,
 * so that the engine reads what C read.
 */
function play(
  place: Place,
  seed: number,
  run: (request: Request) => Outcome,
  drawn?: string,
): Record<string, string> {
  const folder = join(tmpdir(), `random-config-${process.pid}`);
  mkdirSync(folder);
  try {
    place.prepare(folder);
    const file = join(folder, "config");
    const step = (mode: string, env: Record<string, string> = {}): string => {
      const names = { KCONFIG_CONFIG: file, BR2_CONFIG: file };
      const request = {
        args: [mode, place.kconfig],
        cwd: place.cwd ?? folder,
        env: { ...place.env(seed), ...names, ...env },
      };
      const { status, stdout, stderr } = run(request);
      return `${status}\n${stdout}\n${stderr}`;
    };
    const results: Record<string, string> = {};
    const probability: Record<string, string> = seed % 3 === 0 ? { KCONFIG_PROBABILITY: "30" } : {};
    results.randconfig = step("--randconfig", { KCONFIG_SEED: String(seed), ...probability });
    results.config = readFileSync(file, "latin1");
    const broken = damage(drawn ?? results.config, new Random(seed));
    for (const mode of ["--listnewconfig", `--savedefconfig=${file}.saved`, "--olddefconfig"]) {
      writeFileSync(file, broken, "latin1");
      results[mode] = step(mode);
    }
    for (const [name, text] of Object.entries(filesIn(folder))) results[`file ${name}`] = text;
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every run of the tests takes a sample; `npm run conformance:full` draws a thousand. */
const count = isFull ? 1000 : 6;

describe.each(places)("random configurations of %s, as they are and damaged", (_, place) => {
  const oracle = place === null ? null : oracleOf(place.dialect);
  it.skipIf(oracle === null).each(Array.from({ length: count }, (_, n) => n + 1))("seed %i", (seed) => {
    if (place === null || oracle === null) return;
    const withPrefix = (request: Request): Request => ({
      ...request,
      env: { ...request.env, ...oracle.env },
    });
    const expected = play(place, seed, (request) => runC(oracle, withPrefix(request)));
    const actual = play(
      place,
      seed,
      (request) => runEngine(oracle.dialect, withPrefix(request)),
      expected.config,
    );
    const found = Object.keys({ ...expected, ...actual })
      .filter((name) => expected[name] !== actual[name])
      .map(
        (name) =>
          `${name}: C ${firstDifferent(expected[name], actual[name])} | ours ${firstDifferent(actual[name], expected[name])}`,
      );
    expect(found.slice(0, 8)).toEqual([]);
  });
});
