import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Oracle, oracleOf, plainEnv } from "../support/conf.js";
import { cacheFolder } from "./cache-folder.js";
import { corpus, corpusEnv } from "./corpus.js";
import { architectures, kernelEnv, kernelOf, type LinuxVersion, linuxVersions, ownMacros } from "./linux.js";

/** A tree in which configurations are drawn: where conf runs, its file and its environment for a seed. */
export interface Place {
  readonly title: string;
  readonly oracle: Oracle;
  readonly kconfig: string;
  prepare(folder: string): void;
  env(seed: number): Record<string, string>;
  /** Where conf runs; null: in the folder of what it writes. */
  readonly cwd: string | null;
}

function linux(version: LinuxVersion): Place | null {
  const kernel = kernelOf(version);
  if (kernel === null) return null;
  return {
    title: `Linux ${version}`,
    oracle: kernel.oracle,
    kconfig: "Kconfig",
    cwd: null,
    prepare(folder) {
      mkdirSync(join(folder, "scripts"));
      writeFileSync(join(folder, "scripts/Kconfig.include"), ownMacros);
    },
    env: (seed) => kernelEnv(kernel, architectures[seed % architectures.length] ?? "x86", "none"),
  };
}

function buildroot(): Place | null {
  const oracle = oracleOf("buildroot");
  if (corpus === null || oracle === null) return null;
  return {
    title: "Buildroot",
    oracle,
    kconfig: "Config.in",
    cwd: corpus.buildroot,
    prepare: () => {},
    env: () => ({ ...plainEnv, ...corpusEnv, ...oracle.env, KCONFIG_CACHE: cacheFolder() }),
  };
}

/** The trees of the kernels that are there. */
export const linuxPlaces: readonly Place[] = linuxVersions.map(linux).filter((place) => place !== null);

/** The trees that are there, each with its C program. */
export const places: readonly Place[] = [buildroot(), ...linuxPlaces].filter((place) => place !== null);
