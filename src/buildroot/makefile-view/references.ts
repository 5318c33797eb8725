/** What a makefile refers to: variables of other packages, and packages that it depends on. Pure. */
import type { PackageFolder } from "./package-folders.js";

/** Where names lead. */
export interface Names {
  readonly byPath: ReadonlyMap<string, PackageFolder>;
  readonly byName: ReadonlyMap<string, PackageFolder>;
  /** `LINUX_PAM` → linux-pam. */
  readonly byPrefix: ReadonlyMap<string, PackageFolder>;
  /** Variables and macros that a package defines under a name that is not its own (`MKIMAGE` of uboot-tools). */
  readonly definitions: ReadonlyMap<string, PackageFolder>;
}

export function namesOf(folders: readonly PackageFolder[], textOf: (folder: PackageFolder) => string): Names {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]));
  const byName = new Map(folders.map((folder) => [folder.name, folder]));
  const byPrefix = new Map(folders.map((folder) => [prefixOfFolder(folder), folder]));
  const definitions = new Map<string, PackageFolder>();
  for (const folder of folders) {
    // `+=` adds to a variable that is the whole tree's.
    for (const match of textOf(folder).matchAll(
      /^(?:export +|override +)*(?:define +([A-Z][A-Z0-9_]*)|([A-Z][A-Z0-9_]*)[ \t]*[:?]?=)/gm,
    )) {
      const name = match[1] ?? match[2] ?? "";
      if (owner(name, byPrefix) !== folder) definitions.set(name, folder);
    }
  }
  return { byPath, byName, byPrefix, definitions };
}

export function prefixOfFolder(folder: PackageFolder): string {
  return folder.name.toUpperCase().replaceAll(/[-.]/g, "_");
}

/** Packages whose variables a text names. BR2_ symbols are the configuration's. */
export function variableReferences(text: string, names: Names): ReadonlySet<PackageFolder> {
  const found = new Set<PackageFolder>();
  for (const word of new Set(text.match(/[A-Z][A-Z0-9_]{2,}/g))) {
    if (word.startsWith("BR2_") && !names.definitions.has(word)) continue;
    const folder = names.definitions.get(word) ?? owner(word, names.byPrefix);
    if (folder) found.add(folder);
  }
  return found;
}

/** Packages whose folders a text names by their path: it includes a makefile from there, or uses a file. */
export function pathReferences(text: string, names: Names): ReadonlySet<PackageFolder> {
  const found = new Set<PackageFolder>();
  for (const word of text.match(/\b(?:package|boot)\/[A-Za-z0-9_.+/-]+/g) ?? []) {
    for (let path = word; path.includes("/"); path = path.slice(0, path.lastIndexOf("/"))) {
      const folder = names.byPath.get(path);
      if (folder) {
        found.add(folder);
        break;
      }
    }
  }
  return found;
}

/** `HOST_LINUX_PAM_DIR` → linux-pam: the longest prefix that is a package's. */
function owner(word: string, byPrefix: ReadonlyMap<string, PackageFolder>): PackageFolder | undefined {
  for (let name = word; ; name = name.slice(0, name.lastIndexOf("_"))) {
    const folder = byPrefix.get(name) ?? (name.startsWith("HOST_") ? byPrefix.get(name.slice(5)) : undefined);
    if (folder || !name.includes("_")) return folder;
  }
}

/**
 * Packages that a text may make others depend on: lower-case names in lines about dependencies. A target package counts
 * if the configuration has it; a host package always.
 */
export function dependencyReferences(
  text: string,
  names: Names,
  isOn: (folder: PackageFolder) => boolean,
): ReadonlySet<PackageFolder> {
  const found = new Set<PackageFolder>();
  for (const line of text.replaceAll("\\\n", " ").split("\n")) {
    if (!/DEPENDEN|PACKAGES|PROVIDES|TOOLCHAIN/.test(line)) continue;
    for (const word of line.match(/[a-z0-9][a-z0-9+._-]*/g) ?? []) {
      const isHost = word.startsWith("host-");
      const folder = names.byName.get(isHost ? word.slice(5) : word);
      if (folder && (isHost || isOn(folder))) found.add(folder);
    }
  }
  return found;
}
