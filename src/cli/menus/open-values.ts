/** Reads a tree and its configuration: from its place to values. */
import { resolve } from "node:path";
import { type Config, createConfig, type Diagnostic, formatWarning, openCachedTree } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import type { Bookmark } from "../../menuconfig/bookmarks.js";
import type { DiskFiles, OpenedTree } from "../../menuconfig/index.js";
import type { KconfigPlace } from "../../trees/open-source-tree.js";

/** An open tree, all that is known of it. */
export interface OpenValues extends Required<OpenedTree> {
  /** There was a file to read. */
  readonly found: boolean;
  /** Of the Kconfig files, as they are printed. */
  readonly treeWarnings: readonly string[];
  /** Makes the next opening faster; for when nobody waits. */
  readonly keep: () => void;
}

/** @throws KconfigError for mistakes in Kconfig files; UserError for a configuration that cannot be read */
export function openValues(
  place: KconfigPlace,
  files: DiskFiles,
  bookmarks: readonly Bookmark[],
): OpenValues {
  const { kconfigFile, cwd, env, configPath, dialect } = place;
  const { tree, keep } = openCachedTree(kconfigFile, { cwd, env, ...(dialect ? { dialect } : {}) });
  const config = createConfig(tree);
  const loaded = files.open(config, configPath);
  if (!loaded.ok)
    throw new UserError(
      `${configPath}: ${loaded.why}: mend the file or name another with --config`,
      EXIT.failure,
    );
  const treeWarnings = tree.warnings.map((warning: Diagnostic) => formatWarning(warning));
  const defconfig = defconfigOf(config, place);
  return {
    config,
    path: configPath,
    found: loaded.found,
    warnings: loaded.warnings,
    defconfig,
    firstOption: place.firstOption ?? null,
    bookmarks,
    treeWarnings,
    keep,
  };
}

function defconfigOf(config: Config, { defconfigOption, cwd }: KconfigPlace): string | null {
  const option = defconfigOption === undefined ? undefined : config.tree.symbol(defconfigOption);
  const path = option === undefined ? "" : config.stringValue(option);
  // Paths with variables of make in them cannot be followed here.
  return path === "" || path.includes("$") ? null : resolve(cwd, path);
}
