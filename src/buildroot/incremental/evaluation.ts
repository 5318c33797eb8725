/** Has Buildroot's makefiles evaluated, or remembers what they said when nothing that they read has changed. */
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { type Fingerprint, fingerprintDifference, fingerprintDigest } from "../../scheduler/index.js";
import { captureMake } from "../make.js";
import type { Download, Facts, PackageFacts } from "./facts.js";
import { parseFacts } from "./facts.js";
import { FACTS_GOAL, FACTS_MAKEFILE, FILES_MARK } from "./facts-makefile.js";
import type { FileDigests } from "./file-digests.js";
import { STEP_SCRIPT } from "./step-marks.js";
import type { BuildTree } from "./tree.js";

/** Files of ours in the output folder. */
export const STATE_FOLDER = ".ipa-image";

export interface Evaluation {
  readonly facts: Facts;
  /** The makefiles that make read, absolute. */
  readonly makefiles: readonly string[];
  /** Why the makefiles were evaluated anew; null when the remembered facts serve. */
  readonly reason: string | null;
}

interface Remembered {
  readonly key: readonly (readonly [string, string])[];
  readonly makefiles: readonly string[];
  readonly facts: StoredFacts;
}

/** @throws UserError when make fails on the makefiles. */
export async function evaluate(
  tree: BuildTree,
  files: FileDigests,
  signal: AbortSignal,
): Promise<Evaluation> {
  const path = join(tree.output, STATE_FOLDER, "evaluation.json");
  const remembered = read(path);
  if (remembered) {
    const facts = revive(remembered.facts);
    const key = evaluationKey(tree, files, facts, remembered.makefiles);
    const [difference] = fingerprintDifference(new Map(remembered.key), key);
    if (!difference) return { facts, makefiles: remembered.makefiles, reason: null };
    return { ...(await ask(tree, files, path, signal)), reason: difference.name };
  }
  return { ...(await ask(tree, files, path, signal)), reason: "they were never evaluated here" };
}

async function ask(tree: BuildTree, files: FileDigests, path: string, signal: AbortSignal) {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const makefile = join(folder, "facts.mk");
  await writeFile(makefile, FACTS_MAKEFILE);
  await writeFile(join(folder, "step"), STEP_SCRIPT, { mode: 0o755 });
  const lines = await captureMake({
    buildroot: tree.makeTree,
    output: tree.output,
    externals: tree.externals,
    targets: ["show-info", FACTS_GOAL],
    flags: ["-s"],
    variables: tree.variables,
    env: { ...tree.env, MAKEFILES: makefile },
    signal,
  });
  signal.throwIfAborted();
  const text = lines.join("\n");
  const facts = parseFacts(text);
  const makefiles = makefilesOf(lines, tree.makeTree).filter((file) => file !== makefile);
  const key = evaluationKey(tree, files, facts, makefiles);
  const remembered: Remembered = { key: [...key], makefiles, facts: store(facts) };
  writeFileAtomically(path, JSON.stringify(remembered));
  return { facts, makefiles };
}

/** All that the makefiles could have read: the configuration, themselves, the folders that they search, the call. */
function evaluationKey(
  tree: BuildTree,
  files: FileDigests,
  facts: Facts,
  makefiles: readonly string[],
): Fingerprint {
  const key = new Map<string, string>();
  key.set("the configuration", files.file(join(tree.output, ".config")) ?? "absent");
  key.set("the way make is called", fingerprintDigest(new Map(callOf(tree))));
  // Only that they are the same counts, so generated ones (which come and go with each call) are left out.
  for (const path of makefiles) key.set(path, files.file(path) ?? "absent");
  const folders = new Set([...facts.packages.values()].map((item) => item.packageDir));
  for (const folder of folders) {
    const path = isAbsolute(folder) ? folder : join(tree.buildroot, folder);
    for (const [name, digest] of files.folder(path)) key.set(`${folder}/${name}`, digest);
  }
  for (const folder of [...tree.externals.map((dir) => join(dir, "package")), ...tree.patchFolders])
    key.set(folder, files.tree(folder) ?? "absent");
  return key;
}

function callOf(tree: BuildTree): [string, string][] {
  const defined = Object.entries(tree.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const inherited = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value !== undefined && /^(PATH|BR2_.*|HOST[A-Z]+|[A-Z]+_OVERRIDE_SRCDIR)$/.test(name)
      ? [[name, value]]
      : [],
  );
  return [
    ["tree", tree.makeTree],
    ["output", tree.output],
    ["externals", tree.externals.join(":")],
    ["goal", FACTS_MAKEFILE],
    ...Object.entries(tree.variables).map(([name, value]): [string, string] => [`variable ${name}`, value]),
    ...[...defined, ...inherited].map(([name, value]): [string, string] => [`environment ${name}`, value]),
  ];
}

/** MAKEFILE_LIST; generated files in the output folder are made by the call itself. */
function makefilesOf(lines: readonly string[], makeTree: string): readonly string[] {
  const line = lines.find((candidate) => candidate.startsWith(FILES_MARK)) ?? "";
  const words = line
    .slice(FILES_MARK.length)
    .split(/\s+/)
    .filter((word) => word !== "");
  return [...new Set(words.map((word) => (isAbsolute(word) ? word : join(makeTree, word))))].filter(
    (path) => !/\/(\.config|\.br2-external\.mk)$/.test(path),
  );
}

interface StoredPackage extends Omit<PackageFacts, "variables" | "downloads"> {
  readonly downloads: readonly Download[];
  readonly variables: readonly (readonly [string, string])[];
}

interface StoredFacts {
  readonly packages: readonly StoredPackage[];
  readonly filesystems: readonly (readonly [string, readonly string[]])[];
}

function store(facts: Facts): StoredFacts {
  const packages = [...facts.packages.values()].map((item) => ({ ...item, variables: [...item.variables] }));
  return { packages, filesystems: [...facts.filesystems] };
}

function revive(stored: StoredFacts): Facts {
  const packages = stored.packages.map((item) => ({ ...item, variables: new Map(item.variables) }));
  return {
    packages: new Map(packages.map((item) => [item.name, item])),
    filesystems: new Map(stored.filesystems),
  };
}

/** Null when there is none, or it is damaged: then make is asked again. */
function read(path: string): Remembered | null {
  try {
    const data = JSON.parse(readFileSync(path, "utf8")) as Remembered;
    return Array.isArray(data.key) && Array.isArray(data.makefiles) && Array.isArray(data.facts.packages)
      ? data
      : null;
  } catch {
    return null;
  }
}
