/** The values of a `.config`, and the files and folders that they name. Pure. */
import { isAbsolute, join } from "node:path";

/** Symbols that say where sources come from, how many jobs run, or where the configuration itself is from. */
const WITHOUT_EFFECT =
  /^BR2_(DL_DIR|JLEVEL|PRIMARY_SITE(_ONLY)?|BACKUP_SITE|[A-Z]+_MIRROR|DEFCONFIG|WGET|CURL|SVN|BZR|GIT|CVS|LOCALFILES|SCP|SFTP|HG|CCACHE_DIR|EXTERNAL_[A-Z0-9_]+_(VERSION|DESC)|EXTERNAL_NAMES)$/;

/** Symbol to value, strings without their quotes; what decides nothing is left out. */
export function configValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^([A-Za-z0-9_]+)=(.*)$/.exec(line);
    const [, name = "", value = ""] = match ?? [];
    if (match && !WITHOUT_EFFECT.test(name)) values.set(name, unquote(value));
  }
  return values;
}

function unquote(value: string): string {
  return /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
}

export interface Roots {
  readonly buildroot: string;
  /** `BR2_EXTERNAL_IPA_PATH` → `/home/me/ipa`. */
  readonly variables: ReadonlyMap<string, string>;
}

/** What `$(NAME)` stands for in the values of a configuration. */
export function rootsOf(values: ReadonlyMap<string, string>, buildroot: string, output: string): Roots {
  const variables = new Map([
    ["TOPDIR", buildroot],
    ["BASE_DIR", output],
    ["O", output],
    ["CONFIG_DIR", output],
  ]);
  for (const [name, value] of values) if (/^BR2_EXTERNAL_\w+_PATH$/.test(name)) variables.set(name, value);
  return { buildroot, variables };
}

/** Paths that stand in the values, as make would see them: words, with `$(NAME)` replaced; sorted, each once. */
export function pathsInValues(values: ReadonlyMap<string, string>, roots: Roots): readonly string[] {
  const paths = new Set<string>();
  for (const value of values.values()) {
    for (const word of value.split(/\s+/)) {
      if (!word.includes("/")) continue;
      const expanded = word.replace(
        /\$\(([A-Za-z0-9_]+)\)/g,
        (whole, name: string) => roots.variables.get(name) ?? whole,
      );
      if (expanded.includes("$(") || expanded.includes("://")) continue;
      paths.add(isAbsolute(expanded) ? expanded : join(roots.buildroot, expanded));
    }
  }
  return [...paths].sort();
}
