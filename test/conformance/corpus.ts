import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/conf.js";

const root = join(repository, ".corpus/buildroot-2026.02.3");

/** The Kconfig files of a real Buildroot with what its own conf made of them; null where it is not unpacked. */
export const corpus = existsSync(join(root, "expected"))
  ? {
      buildroot: join(root, "buildroot"),
      expectedConfig: join(root, "expected/config"),
      expectedSavedefconfig: join(root, "expected/savedefconfig"),
      names: readdirSync(join(root, "expected/config")),
    }
  : null;

/** The environment in which Buildroot's conf made the expected files. */
export const corpusEnv: Readonly<Record<string, string>> = {
  BASE_DIR: "../base",
  BR2_BASE_DIR: "../base",
  BR2_VERSION_FULL: "2026.02.3",
  HOSTARCH: "x86_64",
  HOST_GCC_VERSION: "12",
  BR2_DEFCONFIG: "",
  SKIP_LEGACY: "",
  BR2_HIDE_SECONDARY_TARGET_OPTIONS: "",
};
