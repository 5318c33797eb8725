/** All that decides the images besides what came out of the packages. */
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fingerprint } from "../../scheduler/index.js";
import { isWithin } from "../folder.js";
import { configValues, pathsInValues, rootsOf } from "./config-values.js";
import type { Facts } from "./facts.js";
import type { FileDigests } from "./file-digests.js";
import { filesystemDigest } from "./machinery.js";
import { FILE, TREE } from "./own-inputs.js";
import type { BuildTree } from "./tree.js";
import { splitVariables } from "./variables.js";

export interface ImageContext {
  readonly tree: BuildTree;
  readonly facts: Facts;
  readonly files: FileDigests;
  readonly path: string;
  readonly trees: readonly string[];
  readonly machinery: string;
  /** See `sourceDate`. */
  readonly sourceDate: string | null;
  readonly configText: string;
}

/** Folders of an external tree that scripts of ours and of users read beside the paths in the configuration. */
const SCRIPT_FOLDERS = ["board", "scripts", "overlay"];

/**
 * The configuration as it is, what packages add to the whole (tables, finalize hooks), the content of every file and
 * folder that the configuration names, and the folders beside the scripts: what a script reads cannot be known, so
 * all that lies beside it counts.
 */
export function imageInputs(context: ImageContext): Fingerprint {
  const { files, facts, tree } = context;
  const entries = new Map<string, string>();
  const values = configValues(context.configText);
  for (const [name, value] of values) entries.set(name, value);
  for (const item of facts.packages.values())
    for (const [name, value] of splitVariables(item, context).image) entries.set(name, value);
  // It stands in /usr/lib/os-release.
  entries.set("BR2_VERSION_FULL", tree.variables.BR2_VERSION_FULL ?? "");
  if (context.sourceDate !== null) entries.set("SOURCE_DATE_EPOCH", context.sourceDate);
  entries.set("Buildroot's machinery", context.machinery);
  entries.set("Buildroot's file systems", filesystemDigest(tree.buildroot, files));
  for (const path of namedPaths(context, values)) addPath(path, entries, files);
  return entries;
}

function namedPaths({ tree }: ImageContext, values: ReadonlyMap<string, string>): readonly string[] {
  const named = pathsInValues(values, rootsOf(values, tree.buildroot, tree.output));
  const isWhole = (path: string) =>
    [tree.buildroot, tree.output, ...tree.externals, "/"].some((root) => isWithin(root, path)) ||
    isWithin(path, tree.output);
  const beside = named.filter((path) => isScript(path)).map((path) => dirname(path));
  const ours = tree.externals.flatMap((dir) => SCRIPT_FOLDERS.map((folder) => join(dir, folder)));
  const all = [...named, ...beside, ...ours].filter((path) => !isWhole(path) && existsSync(path));
  return [...new Set(all)].sort();
}

function isScript(path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  return info?.isFile() === true && (info.mode & 0o111) !== 0;
}

function addPath(path: string, entries: Map<string, string>, files: FileDigests): void {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory()) {
    const digest = files.tree(path);
    if (digest !== null) entries.set(`${TREE}${path}`, digest);
  } else if (info?.isFile()) {
    const digest = files.file(path);
    // The x-bit decides whether a script runs.
    if (digest !== null) entries.set(`${FILE}${path}`, `${digest}${(info.mode & 0o111) === 0 ? "" : " x"}`);
  }
}
