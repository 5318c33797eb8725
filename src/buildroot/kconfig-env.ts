/**
 * The surroundings in which Buildroot starts Kconfig. Every value below ends up in the `.config` or decides what is
 * offered, so they are found the way Buildroot's Makefile finds them (COMMON_CONFIG_ENV and its exports).
 */
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { writeExternalFiles } from "./external.js";
import { probeHostCompiler } from "./host-compiler.js";
import { requireBuildrootTree, requirePlainPath } from "./tree.js";
import { buildrootVersion } from "./version.js";

export interface PrepareOptions {
  /** The repository root: the external tree to use when `externals` is not given. */
  readonly repo: string;
  /** The Buildroot tree. */
  readonly buildroot: string;
  /** The output folder (Buildroot's O=); made when it is not there. */
  readonly output: string;
  /** The external trees, in order; default: `repo`. */
  readonly externals?: readonly string[];
}

export interface BuildrootKconfig {
  /** The top Kconfig file, relative to `cwd` as Buildroot names it. */
  readonly kconfigFile: string;
  readonly cwd: string;
  /** The whole environment for Kconfig: the process's own with Buildroot's exports over it. */
  readonly env: Record<string, string>;
  /** The `.config` that is read and written (BR2_CONFIG). */
  readonly configPath: string;
}

/**
 * Prepares `output` for Kconfig (external trees' files, by Buildroot's own script) and tells how Buildroot would call it.
 * @throws UserError when the tree is absent (4), a path cannot be used (2) or an external tree is wrong (9).
 */
export async function prepareBuildrootKconfig(options: PrepareOptions): Promise<BuildrootKconfig> {
  const cwd = await realpath(requireBuildrootTree(options.buildroot));
  await mkdir(options.output, { recursive: true });
  const output = await realpath(options.output);
  requirePlainPath("output folder", output);
  await writeExternalFiles(cwd, output, options.externals ?? [options.repo]);
  const [compiler, version] = await Promise.all([probeHostCompiler(process.env), buildrootVersion(cwd)]);
  const buildDir = join(output, "build");
  // With O= at its default place Buildroot keeps the .config at the top of its tree.
  const configPath = join(output === join(cwd, "output") ? cwd : output, ".config");
  return {
    kconfigFile: "Config.in",
    cwd,
    configPath,
    env: {
      ...definedOnly(process.env),
      BR2_DEFCONFIG: (process.env.BR2_DEFCONFIG ?? "").trim().replace(/^"|"$/g, ""),
      KCONFIG_AUTOCONFIG: join(buildDir, "buildroot-config/auto.conf"),
      KCONFIG_AUTOHEADER: join(buildDir, "buildroot-config/autoconf.h"),
      KCONFIG_TRISTATE: join(buildDir, "buildroot-config/tristate.config"),
      BR2_CONFIG: configPath,
      HOST_GCC_VERSION: compiler.gccVersion,
      BASE_DIR: output,
      // Not Buildroot's: `source "$BR2_BASE_DIR/..."` names the symbol, and the symbol takes BASE_DIR.
      BR2_BASE_DIR: output,
      SKIP_LEGACY: "",
      BR2_VERSION: version.plain,
      BR2_VERSION_FULL: version.full,
      HOSTARCH: compiler.arch,
      BR2_HIDE_SECONDARY_TARGET_OPTIONS: process.env.BR2_HIDE_SECONDARY_TARGET_OPTIONS ?? "n",
    },
  };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
