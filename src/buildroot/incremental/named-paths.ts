/**
 * Files and folders that the configuration names and a package reads (the file that BR2_PACKAGE_X_CONFIG_FILE holds, say):
 * their content decides the package, and neither its variables nor its folder show a change of it.
 */
import { sep } from "node:path";
import { isWithin } from "../folder.js";
import { pathsInValues, type Roots } from "./config-values.js";
import type { BuildTree } from "./tree.js";

/** How a path stands in make's variables, and where it is. */
export interface NamedPath {
  readonly word: string;
  readonly path: string;
}

/** Every path in a configuration that is no whole tree and lies outside of the output folder. */
export function namedPaths(
  values: ReadonlyMap<string, string>,
  roots: Roots,
  tree: Pick<BuildTree, "buildroot" | "output" | "externals">,
): readonly NamedPath[] {
  const whole = [tree.buildroot, tree.output, ...tree.externals];
  return pathsInValues(values, roots)
    .filter((path) => !isWithin(path, tree.output) && !whole.some((root) => isWithin(root, path)))
    .flatMap((path) => {
      // A path below the tree may stand there as it was given: make is called in the tree.
      const inTree = path.startsWith(`${tree.buildroot}${sep}`);
      const words = inTree ? [path, path.slice(tree.buildroot.length + 1)] : [path];
      return words.map((word) => ({ word, path }));
    });
}

/**
 * What of them stands in variables of a package: the path itself, or a path below it, as far as it is written there. With
 * `whole` a folder counts as a whole wherever something below it stands.
 */
export function pathsNamedIn(
  variables: Iterable<string>,
  named: readonly NamedPath[],
  { whole = false } = {},
): readonly string[] {
  const found = new Set<string>();
  for (const value of variables) {
    for (const { word, path } of named)
      for (const below of placesOf(word, value)) found.add(whole ? path : `${path}${below}`);
  }
  return [...found].sort();
}

const OF_A_PATH = /[\w./+@~-]/;

/** For each time that a path stands in a text: what is written below it, `/lib/x` or nothing. */
function placesOf(word: string, text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at > 0 && OF_A_PATH.test(text[at - 1] ?? "")) continue;
    let end = at + word.length;
    while (end < text.length && OF_A_PATH.test(text[end] ?? "")) end += 1;
    const below = text.slice(at + word.length, end).replace(/\/+$/, "");
    if (below === "" || below.startsWith("/")) found.push(below);
  }
  return found;
}
