/**
 * Files and folders that the configuration names and a package reads (the file that BR2_PACKAGE_X_CONFIG_FILE holds, say):
 * their content decides the package, and neither its variables nor its folder show a change of it.
 */
import { sep } from "node:path";
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
    .filter((path) => path !== sep && !`${path}${sep}`.startsWith(`${tree.output}${sep}`))
    .filter((path) => !whole.some((root) => `${root}${sep}`.startsWith(`${path}${sep}`)))
    .flatMap((path) => {
      // A path below the tree may stand there as it was given: make is called in the tree.
      const inTree = path.startsWith(`${tree.buildroot}${sep}`);
      const words = inTree ? [path, path.slice(tree.buildroot.length + 1)] : [path];
      return words.map((word) => ({ word, path }));
    });
}

/** Those of them that stand in variables of a package, as whole words. */
export function pathsNamedIn(variables: Iterable<string>, named: readonly NamedPath[]): readonly string[] {
  const found = new Set<string>();
  for (const value of variables) {
    for (const { word, path } of named) if (!found.has(path) && holds(value, word)) found.add(path);
  }
  return [...found].sort();
}

const OF_A_PATH = /[\w./+@~-]/;

function holds(value: string, word: string): boolean {
  for (let at = value.indexOf(word); at >= 0; at = value.indexOf(word, at + 1)) {
    const before = value[at - 1] ?? " ";
    const after = value[at + word.length] ?? " ";
    if (!OF_A_PATH.test(before) && !OF_A_PATH.test(after)) return true;
  }
  return false;
}
