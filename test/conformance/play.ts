import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, type Request, runC, runEngine } from "../support/conf.js";
import { beforeErrors, type Case, type Texts } from "./case.js";
import type { Place } from "./places.js";

/** One side of a comparison: its folder, and how it is made to run. */
export interface Side {
  readonly folder: string;
  /** The path of the configuration. */
  readonly file: string;
  /** Runs a mode: status, standard output and standard error in one text. */
  step(mode: string, more?: { env?: Record<string, string>; input?: string }): string;
}

/** Lets `work` run with one program in a folder of its own, which goes away afterwards. */
function inFolder<T>(
  place: Place,
  seed: number,
  folder: string,
  run: (request: Request) => Outcome,
  work: (side: Side) => T,
): T {
  mkdirSync(folder);
  try {
    place.prepare(folder);
    const file = join(folder, "config");
    return work({
      folder,
      file,
      step(mode, { env = {}, input = "" } = {}) {
        const names = { KCONFIG_CONFIG: file, BR2_CONFIG: file };
        const { status, stdout, stderr } = run({
          args: [mode, place.kconfig],
          cwd: place.cwd ?? folder,
          env: { ...place.env(seed), ...names, ...env },
          input,
        });
        return `${status}\n${stdout}${beforeErrors}${stderr}`;
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A case for a seed: both sides draw a configuration with it, and then do the same with the one that C drew.
 * @param work gives what a side said and left
 */
export function drawnCase(
  kind: string,
  place: Place,
  seed: number,
  work: (side: Side, drawn: string) => Texts,
): Case {
  const { oracle } = place;
  const play = (run: (request: Request) => Outcome, drawnByC?: string): Texts => {
    const parent = mkdtempSync(join(tmpdir(), "conformance-"));
    try {
      const texts = inFolder(place, seed, join(parent, "run"), run, (side) => {
        const randconfig = side.step("--randconfig", { env: drawing(seed) });
        const drawn = readFileSync(side.file, "latin1");
        return { randconfig, drawn, ...work(side, drawnByC ?? drawn) };
      });
      // Messages hold the path of what they are about.
      return mapValues(texts, (text) => text.replaceAll(parent, "(folder)"));
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  };
  return {
    group: `${kind}, ${place.title}`,
    name: `seed ${seed}`,
    isLasting: true,
    c: () => play((request) => runC(oracle, request)),
    ours: (c) => play((request) => runEngine(oracle.dialect, request), c?.drawn),
  };
}

function mapValues(texts: Texts, change: (text: string) => string): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));
}

/** How a configuration is drawn: every third one with odds of its own. */
function drawing(seed: number): Record<string, string> {
  return { KCONFIG_SEED: String(seed), ...(seed % 3 === 0 ? { KCONFIG_PROBABILITY: "30" } : {}) };
}
