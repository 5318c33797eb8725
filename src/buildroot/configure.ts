/** Makes and saves Buildroot configurations with our own engine, in the modes of `make X_defconfig` and its like. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Config,
  configText,
  createConfig,
  defconfigText,
  formatDiagnostic,
  KconfigError,
  openTree,
  readConfiguration,
  setAllNew,
  writeFileAtomically,
} from "kconfig-parser";
import { EXIT, UserError } from "./errors.js";
import { type BuildrootKconfig, type PrepareOptions, prepareBuildrootKconfig } from "./kconfig-env.js";

export interface ConfigureResult {
  readonly configPath: string;
  readonly defconfigPath: string;
  /** What the reader of the defconfig complained of. */
  readonly warnings: readonly string[];
}

/**
 * Finds a defconfig as Buildroot does: in the last external tree first, in Buildroot's own configs/ at the end.
 * @throws UserError (exit code 9) that lists the names of the external trees when there is none.
 */
export async function findDefconfig(
  name: string,
  buildroot: string,
  externals: readonly string[],
): Promise<string> {
  const wanted = name.endsWith("_defconfig") ? name : `${name}_defconfig`;
  if (!/^[\w.+-]+$/.test(wanted))
    throw new UserError(
      `${JSON.stringify(name)}: not the name of a defconfig: see \`ls configs\``,
      EXIT.usage,
    );
  for (const tree of [...externals].reverse().concat(buildroot)) {
    const path = join(tree, "configs", wanted);
    if (existsSync(path)) return path;
  }
  const lists = await Promise.all(externals.map((dir) => readdir(join(dir, "configs")).catch(() => [])));
  const names = lists
    .flat()
    .filter((file) => file.endsWith("_defconfig"))
    .sort();
  throw new UserError(
    `${wanted}: there is no such defconfig: choose one of ${names.join(", ")}, or of ${buildroot}/configs`,
    EXIT.config,
  );
}

/**
 * Writes the `.config` that `make NAME_defconfig` writes, byte for byte; the one before becomes `.config.old`.
 * @throws UserError: 4 without a tree, 9 for an unknown defconfig or errors in Kconfig files.
 */
export async function applyDefconfig(options: PrepareOptions & { name: string }): Promise<ConfigureResult> {
  const kconfig = await prepareBuildrootKconfig(options);
  const externals = options.externals ?? [options.repo];
  const defconfigPath = await findDefconfig(options.name, kconfig.cwd, externals);
  const config = open({ ...kconfig, env: { ...kconfig.env, BR2_DEFCONFIG: defconfigPath } });
  const text = await readFile(defconfigPath, "latin1");
  const { warnings } = readConfiguration(config, text, defconfigPath);
  setAllNew(config, "default");
  writeFileAtomically(kconfig.configPath, configText(config), { backup: `${kconfig.configPath}.old` });
  return { configPath: kconfig.configPath, defconfigPath, warnings };
}

/**
 * Changes the text of the `.config` and settles the rest as `make olddefconfig` does. Returns the path written.
 * @throws UserError (9) without a configuration
 */
export async function rewriteConfig(
  options: PrepareOptions,
  change: (text: string) => string,
): Promise<ConfigureResult> {
  const kconfig = await prepareBuildrootKconfig(options);
  const text = await readFile(kconfig.configPath, "latin1").catch(() => null);
  if (text === null)
    throw new UserError(
      `${kconfig.configPath}: there is no configuration: run \`ipa-image config\``,
      EXIT.config,
    );
  const defconfigPath = configuredFrom(text) ?? "";
  const config = open(kconfig);
  const { warnings } = readConfiguration(config, change(text), kconfig.configPath);
  writeFileAtomically(kconfig.configPath, configText(config), { backup: `${kconfig.configPath}.old` });
  return { configPath: kconfig.configPath, defconfigPath, warnings };
}

/**
 * Writes what `make savedefconfig` writes: the settings that differ from the defaults, to `target`, or to where the
 * configuration came from (its BR2_DEFCONFIG). Returns the path written.
 * @throws UserError (9) without a configuration or a place to write to.
 */
export async function saveDefconfig(options: PrepareOptions & { target?: string }): Promise<string> {
  const kconfig = await prepareBuildrootKconfig(options);
  const text = await readFile(kconfig.configPath, "latin1").catch(() => null);
  if (text === null)
    throw new UserError(
      `${kconfig.configPath}: there is no configuration to save: run \`ipa-image config\``,
      EXIT.config,
    );
  const config = open(kconfig);
  readConfiguration(config, text, kconfig.configPath);
  const target = options.target ?? configuredFrom(text);
  if (target === null)
    throw new UserError(
      `${kconfig.configPath}: does not say where it came from: give a file name`,
      EXIT.config,
    );
  const lines = defconfigText(config).replace(/^BR2_DEFCONFIG=.*\n/gm, "");
  writeFileAtomically(target, lines);
  return target;
}

/** Where a `.config` says that it came from (BR2_DEFCONFIG), or null. */
export function configuredFrom(configText: string): string | null {
  const value = /^BR2_DEFCONFIG="(.*)"$/m.exec(configText)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
  return value === "" || value.startsWith("$(") ? null : value;
}

function open(kconfig: BuildrootKconfig): Config {
  try {
    return createConfig(
      openTree(kconfig.kconfigFile, { cwd: kconfig.cwd, env: kconfig.env, dialect: "buildroot" }),
    );
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    throw new UserError(error.diagnostics.map(formatDiagnostic).join("\n"), EXIT.config);
  }
}
