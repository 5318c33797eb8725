/** All that decides the result of a package besides its dependencies, in words that a reader knows. */
import { isAbsolute, join } from "node:path";
import type { Fingerprint } from "../../scheduler/index.js";
import type { PackageFacts } from "./facts.js";
import { prefixOf } from "./facts.js";
import type { FileDigests } from "./file-digests.js";
import { type NamedPath, pathsNamedIn } from "./named-paths.js";
import { type Surroundings, splitVariables } from "./variables.js";

export interface InputContext extends Surroundings {
  readonly buildroot: string;
  readonly files: FileDigests;
  /** Of the makefiles and scripts that every package is built with. */
  readonly machinery: string;
  /** See `sourceDate`. */
  readonly sourceDate: string | null;
  /** What the compiler for the host says of itself. */
  readonly hostCompiler: string;
  /** Whether packages are built in folders of their own: paths of these folders stand in what they make. */
  readonly perPackage: boolean;
  /** Paths that the configuration names. */
  readonly named: readonly NamedPath[];
}

/** Names of entries that are no variables begin so; the rest of the name is a path. */
export const FILE = "file ";
export const TREE = "tree ";
export const STAMP_DIR = "build folder";

/** The fingerprint of a package: variables by their names, files by their paths. */
export function packageInputs(facts: PackageFacts, context: InputContext): Fingerprint {
  const variables = splitVariables(facts, context).build;
  const entries = new Map<string, string>(variables);
  entries.set(STAMP_DIR, facts.stampDir);
  entries.set("Buildroot's machinery", context.machinery);
  entries.set("BR2_PER_PACKAGE_DIRECTORIES", context.perPackage ? "y" : "n");
  if (context.sourceDate !== null) entries.set("SOURCE_DATE_EPOCH", context.sourceDate);
  if (facts.kind === "host") entries.set("compiler of the host", context.hostCompiler);
  for (const named of inputFiles(facts)) {
    const path = withinTree(named, context);
    entries.set(`${FILE}${path}`, context.files.file(absolute(path, context)) ?? "absent");
  }
  const folder = packageFolder(facts, context);
  for (const [name, digest] of context.files.folder(folder))
    entries.set(`${FILE}${facts.packageDir}/${name}`, digest);
  // A toolchain that lies ready is copied as a whole, by scripts that name only some of its files.
  const whole = facts.name.startsWith("toolchain-external-");
  for (const path of pathsNamedIn(variables.values(), context.named, { whole })) {
    const digest = context.files.tree(path);
    if (digest !== null) entries.set(`${FILE}${path}`, digest);
  }
  for (const path of inputTrees(facts)) entries.set(`${TREE}${path}`, context.files.tree(path) ?? "absent");
  return entries;
}

/** Patches, checksums, kconfig files and fragments; and sources without a checksum that lie in a folder of this machine. */
function inputFiles(facts: PackageFacts): readonly string[] {
  const prefix = prefixOf(facts.name);
  const words = (name: string) => (facts.variables.get(`${prefix}_${name}`) ?? "").split(/\s+/);
  const files = [
    ...facts.patches.filter((path) => !path.includes("://")),
    ...facts.hashFiles,
    ...words("KCONFIG_FILE"),
    ...words("KCONFIG_FRAGMENT_FILES"),
    ...facts.downloads.flatMap((download) => localOrigin(download.uris, download.source)),
  ];
  return [...new Set(files.filter((path) => path !== ""))];
}

function localOrigin(uris: readonly string[], source: string): readonly string[] {
  return uris
    .flatMap((uri) => {
      const path = /^(?:[a-z|+]*\+)?file:\/\/(\/.*)$/.exec(uri)?.[1];
      return path === undefined ? [] : [join(path, source)];
    })
    .slice(0, 1);
}

/** Folders whose whole content counts: a source tree of the user's. */
function inputTrees(facts: PackageFacts): readonly string[] {
  const override = facts.variables.get(`${prefixOf(facts.name)}_OVERRIDE_SRCDIR`)?.trim() ?? "";
  return isAbsolute(override) ? [override] : [];
}

function packageFolder(facts: PackageFacts, context: InputContext): string {
  return absolute(facts.packageDir, context);
}

/** Relative to Buildroot's tree where it lies there: the same file, whether make was called in the tree or in a view. */
function withinTree(path: string, { trees }: InputContext): string {
  const tree = trees.find((root) => path.startsWith(`${root}/`));
  return tree === undefined ? path : path.slice(tree.length + 1);
}

function absolute(path: string, { buildroot }: InputContext): string {
  return isAbsolute(path) ? path : join(buildroot, path);
}
