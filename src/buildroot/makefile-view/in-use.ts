/**
 * Which packages' makefiles a configuration needs. Buildroot reads all 3,300 of them at every call, which is most of
 * what a call costs; those of the packages in use, and of those that they refer to, say the same.
 */
import { join } from "node:path";
import { entriesOf } from "../folder.js";
import { makefileLines, makefileText, type PackageFolder, packageFolders } from "./package-folders.js";
import {
  dependencyReferences,
  type Names,
  namesOf,
  pathReferences,
  prefixOfFolder,
  variableReferences,
} from "./references.js";

export interface MakefilesInUse {
  readonly folders: readonly PackageFolder[];
  readonly kept: ReadonlySet<PackageFolder>;
}

/**
 * @param configText the `.config`
 * @param externals folders of external trees; their makefiles are always read, and refer to packages too
 */
export function makefilesInUse(
  buildroot: string,
  configText: string,
  externals: readonly string[],
): MakefilesInUse {
  const folders = packageFolders(buildroot);
  const texts = new Map<PackageFolder, string>();
  const textOf = (folder: PackageFolder): string => {
    const text = texts.get(folder) ?? makefileText(buildroot, folder);
    texts.set(folder, text);
    return text;
  };
  const names = namesOf(folders, textOf);
  const isOn = selected(configText);
  const always = [...machinery(buildroot), ...externals.flatMap((dir) => makefilesBelow(dir))].map(
    makefileLines,
  );
  const roots = folders.filter((folder) => isOn(folder));
  return { folders, kept: close(roots, always, names, isOn, textOf) };
}

/** Follows dependencies of packages in use, and variables of all that is kept. */
function close(
  roots: readonly PackageFolder[],
  always: readonly string[],
  names: Names,
  isOn: (folder: PackageFolder) => boolean,
  textOf: (folder: PackageFolder) => string,
): ReadonlySet<PackageFolder> {
  const used = new Set<PackageFolder>();
  const kept = new Set<PackageFolder>();
  const waiting: { folder: PackageFolder; isUsed: boolean }[] = roots.map((folder) => ({
    folder,
    isUsed: true,
  }));
  const follow = (text: string, isUsed: boolean): void => {
    for (const folder of variableReferences(text, names)) waiting.push({ folder, isUsed: false });
    for (const folder of pathReferences(text, names)) waiting.push({ folder, isUsed: false });
    if (isUsed)
      for (const folder of dependencyReferences(text, names, isOn)) waiting.push({ folder, isUsed: true });
  };
  for (const text of always) follow(text, true);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, isUsed } = next;
    if (used.has(folder) || (!isUsed && kept.has(folder))) continue;
    kept.add(folder);
    if (isUsed) used.add(folder);
    follow(textOf(folder), isUsed);
    // The makefile of the folder above includes this one.
    for (const above of folderAbove(folder, names)) waiting.push({ folder: above, isUsed: false });
  }
  return kept;
}

function folderAbove(folder: PackageFolder, names: Names): readonly PackageFolder[] {
  const parts = folder.path.split("/");
  const above = parts.length > 2 ? names.byName.get(parts.at(-2) ?? "") : undefined;
  return above ? [above] : [];
}

/** True for packages that the configuration switches on, or names as the provider of a virtual one. */
function selected(configText: string): (folder: PackageFolder) => boolean {
  const on = new Set<string>();
  const values = new Set<string>();
  for (const match of configText.matchAll(/^BR2_([A-Z0-9_a-z]+)=(?:(y)|"(.*)")$/gm)) {
    if (match[2]) on.add(match[1] ?? "");
    else values.add(match[3] ?? "");
  }
  return (folder) => {
    const prefix = prefixOfFolder(folder);
    const symbols = [
      `PACKAGE_${prefix}`,
      `PACKAGE_HOST_${prefix}`,
      `PACKAGE_HAS_${prefix}`,
      `TARGET_${prefix}`,
    ];
    const names = [folder.name, `host-${folder.name}`];
    return symbols.some((symbol) => on.has(symbol)) || names.some((name) => values.has(name));
  };
}

/** Makefiles outside the packages' folders: Buildroot reads them whatever the configuration says. */
function machinery(buildroot: string): readonly string[] {
  const trees = ["arch", "fs", "linux", "support", "system", "toolchain"];
  const isMakefile = (name: string) => /\.mk$|^Makefile/.test(name);
  const beside = entriesOf(join(buildroot, "package")).filter(
    (entry) => !entry.isDirectory && isMakefile(entry.name),
  );
  return [
    join(buildroot, "Makefile"),
    ...beside.map((entry) => join(buildroot, "package", entry.name)),
    ...trees.flatMap((tree) => makefilesBelow(join(buildroot, tree))),
  ];
}

/** Folders of an external tree or of the machinery that hold other things in great number. */
const NO_MAKEFILES = new Set([
  ".git",
  "node_modules",
  "buildroot",
  "output",
  "dl",
  "testing",
  "kconfig",
  ".corpus",
]);

function makefilesBelow(dir: string): readonly string[] {
  return entriesOf(dir).flatMap((entry) => {
    // A linked folder may lead anywhere, also round in a circle.
    if (entry.isDirectory && entry.isLink) return [];
    if (entry.isDirectory) return NO_MAKEFILES.has(entry.name) ? [] : makefilesBelow(join(dir, entry.name));
    return entry.name.endsWith(".mk") ? [join(dir, entry.name)] : [];
  });
}
