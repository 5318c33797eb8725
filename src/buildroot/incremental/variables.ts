/** Which make variables of a package decide what is built, and in which form. Pure. */
import { type PackageFacts, prefixOf } from "./facts.js";

/**
 * Endings of variables that do not decide what a package's build makes: who depends on it, where sources are fetched
 * from (their hashes decide), its licence, what is known of its weaknesses, texts of help. Dependencies count by what
 * came out of them.
 */
const WITHOUT_EFFECT = [
  /^(FINAL_)?(RECURSIVE_)?R?DEPENDENCIES(__X)?$/,
  /^FINAL_[A-Z]+(_[A-Z]+)?_DEPENDENCIES$/,
  /^FINAL_RECURSIVE_R?DEPENDENCIES(__X)?$/,
  /^(MANIFEST_)?LICENSE(_FILES)?$/,
  /^(REDISTRIBUTE|REDIST_SOURCES_DIR|ACTUAL_SOURCE_SITE|HELP_CMDS|KCONFIG_EDITORS|IGNORE_CVES)$/,
  /^CPE_ID/,
  /^(SITE|SITE_METHOD|DL_DIR|DL_SUBDIR|DL_OPTS|MAIN_DOWNLOAD|ALL_DOWNLOADS|HASH_FILES)$/,
];

/** Applied when the image is put together, not when the package is built. */
const OF_THE_IMAGE = /^(PERMISSIONS|DEVICES|USERS|[A-Z_]*TARGET_FINALIZE_HOOKS|ROOTFS_[A-Z_]*HOOKS)$/;

export interface SplitVariables {
  /** What the package's own steps are made from. */
  readonly build: ReadonlyMap<string, string>;
  /** What is applied to the whole image: tables, finalize hooks and the recipes that they name. */
  readonly image: ReadonlyMap<string, string>;
}

export interface Surroundings {
  /** PATH of the caller; it stands in the middle of many recipes and says nothing of what they find. */
  readonly path: string;
  /** Paths of the Buildroot tree and of views of it, the longest first. */
  readonly trees: readonly string[];
}

/** Splits the variables of a package and takes out what is no input. */
export function splitVariables(facts: PackageFacts, surroundings: Surroundings): SplitVariables {
  const prefix = `${prefixOf(facts.name)}_`;
  const hooks = new Set<string>();
  for (const [name, value] of facts.variables) {
    if (/TARGET_FINALIZE_HOOKS$/.test(name)) for (const hook of value.split(/\s+/)) hooks.add(hook);
  }
  const build = new Map<string, string>();
  const image = new Map<string, string>();
  for (const [name, raw] of facts.variables) {
    const ending = name.slice(prefix.length);
    if (WITHOUT_EFFECT.some((pattern) => pattern.test(ending))) continue;
    const value = settled(raw, surroundings);
    if (hooks.has(name) || OF_THE_IMAGE.test(ending)) image.set(name, value);
    else build.set(name, value);
  }
  return { build, image };
}

/** Takes out what differs from call to call and decides nothing: the caller's PATH, where Buildroot lies, the jobs. */
function settled(value: string, { path, trees }: Surroundings): string {
  let text = path === "" ? value : value.replaceAll(path, "$PATH");
  for (const tree of trees) text = text.replaceAll(`${tree}/`, "$TOPDIR/");
  return text.replace(/(^|\s)-j ?\d+(?=\s|$)/g, "$1-jN");
}
