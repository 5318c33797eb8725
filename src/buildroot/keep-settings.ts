/**
 * What was changed in the kernel's or BusyBox's own menus, into the file that the next build starts from: a build makes
 * their `.config` anew from base and fragments, and knows nothing of one that was edited in the build folder.
 */
import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { readAssignments, writeFileAtomically } from "kconfig-parser";
import type { PackageTree } from "./package-tree.js";
import { settingsOf, withSettings } from "./save-fragment.js";

export interface KeptSettings {
  /** Null where there is no file of the user's to write to. */
  readonly file: string | null;
  /** The settings written, by their names with prefix; none when the file says the same already. */
  readonly names: readonly string[];
}

/**
 * Sets in the last fragment of the user's what differs between two texts of a `.config`. `ours`: names that were written
 * there before; they are written again when they were changed back. Its other lines stay.
 * @throws the system's error when the file cannot be written
 */
export function keepSettings(
  tree: PackageTree,
  buildroot: string,
  before: string,
  now: string,
  ours: ReadonlySet<string>,
): KeptSettings {
  const target = fragmentOf(tree, buildroot);
  if (target === null) return { file: null, names: [] };
  const text = readFileSync(target, "latin1");
  const settings = settingsOf(now, namesToKeep(text, before, now, ours));
  if (settings.size > 0) {
    writeFileAtomically(target, withSettings(text, settings));
    dateAsStamp(target, tree.dir);
  }
  return { file: target, names: [...settings.keys()] };
}

/** The last fragment, when it is the user's own; null where there is none that could be written to. */
export function fragmentOf(tree: PackageTree, buildroot: string): string | null {
  const target = tree.fragments.at(-1);
  if (target === undefined || isInside(buildroot, resolve(buildroot, target)) || !existsSync(target))
    return null;
  return target;
}

/** Names, with prefix, whose setting in `now` the fragment has to have. Pure. */
export function namesToKeep(
  fragment: string,
  before: string,
  now: string,
  ours: ReadonlySet<string>,
): string[] {
  const [was, is, says] = [before, now, fragment].map((text) => readAssignments(text, "CONFIG_"));
  const names: string[] = [];
  for (const [short, value] of is ?? []) {
    const name = `CONFIG_${short}`;
    const changed = was?.get(short) !== value || ours.has(name);
    if (changed && says?.get(short) !== value) names.push(name);
  }
  return names;
}

/** Buildroot configures anew when a fragment is newer than its stamp; what was just saved is in force already. */
export function dateAsStamp(file: string, dir: string): void {
  const stat = statSync(join(dir, ".stamp_dotconfig"), { throwIfNoEntry: false });
  if (stat !== undefined) utimesSync(file, stat.atime, stat.mtime);
}

export function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith("..") && !isAbsolute(path);
}
