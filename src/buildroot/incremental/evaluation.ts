/** Has Buildroot's makefiles evaluated, or remembers what they said when nothing that they read has changed. */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import {
  digestOf,
  type Fingerprint,
  fingerprintDifference,
  fingerprintDigest,
} from "../../scheduler/index.js";
import { EXIT, UserError } from "../errors.js";
import { captureMake } from "../make.js";
import { type MakefilesInUse, makefilesInUse, openMakefileView, VIEW_RULES } from "../makefile-view/index.js";
import type { Download, Facts, PackageFacts } from "./facts.js";
import { parseFacts, prefixOf } from "./facts.js";
import { FACTS_GOAL, FACTS_MAKEFILE, FILES_MARK } from "./facts-makefile.js";
import type { FileDigests } from "./file-digests.js";
import { STEP_SCRIPT } from "./step-marks.js";
import type { BuildTree, Place } from "./tree.js";

/** Files of ours in the output folder. */
export const STATE_FOLDER = ".ipa-image";

export interface Evaluation {
  readonly facts: Facts;
  /** The tree in which the makefiles were evaluated, and in which make is to be called. */
  readonly tree: BuildTree;
  /** The makefiles that make read, absolute. */
  readonly makefiles: readonly string[];
  /** Why the makefiles were evaluated anew; null when the remembered facts serve. */
  readonly reason: string | null;
}

export interface EvaluationOptions {
  readonly configText: string;
  /** Folders of BR2_GLOBAL_PATCH_DIR. */
  readonly patchFolders: readonly string[];
  readonly files: FileDigests;
  readonly signal: AbortSignal;
  /** Called before make is, to make sure that the host has what it needs. */
  readonly beforeMake?: () => Promise<void>;
  /** Evaluate all makefiles of the tree, and now. */
  readonly wholeTree?: boolean;
}

interface Remembered {
  readonly key: readonly (readonly [string, string])[];
  readonly makeTree: string;
  readonly makefiles: readonly string[];
  readonly facts: StoredFacts;
}

/** @throws UserError when make fails on the makefiles. */
export async function evaluate(place: Place, options: EvaluationOptions): Promise<Evaluation> {
  const path = join(place.output, STATE_FOLDER, "evaluation.json");
  const remembered = read(path);
  let reason = "they were never evaluated here";
  if (remembered && !options.wholeTree) {
    const { makeTree, makefiles } = remembered;
    const tree = { ...place, makeTree };
    const facts = revive(remembered.facts);
    const key = evaluationKey(tree, options, facts, makefiles);
    const [difference] = fingerprintDifference(new Map(remembered.key), key);
    if (!difference && existsSync(makeTree)) return { facts, tree, makefiles, reason: null };
    reason = difference?.name ?? makeTree;
  }
  return { ...(await evaluateAnew(place, options, path)), reason };
}

/**
 * What the makefiles would come to with another configuration, in files of its own: what is remembered stays as it is.
 * @throws UserError when make fails on the makefiles.
 */
export async function evaluateCandidate(place: Place, options: EvaluationOptions): Promise<Evaluation> {
  const folder = join(place.output, STATE_FOLDER, "candidate");
  const config = join(folder, "config");
  await mkdir(folder, { recursive: true });
  await writeFile(config, options.configText, "latin1");
  const elsewhere = { ...place, variables: { ...place.variables, BR2_CONFIG: config } };
  const { facts, tree, makefiles } = await inViewOrWhole(elsewhere, options, folder);
  const here = { ...tree, variables: place.variables };
  const named = (value: string) => value.replaceAll(config, join(place.output, ".config"));
  const packages = [...facts.packages].map(([name, item]): [string, PackageFacts] => [
    name,
    { ...item, variables: new Map([...item.variables].map(([key, value]) => [key, named(value)])) },
  ]);
  return { facts: { ...facts, packages: new Map(packages) }, tree: here, makefiles, reason: null };
}

async function evaluateAnew(
  place: Place,
  options: EvaluationOptions,
  path: string,
): Promise<Omit<Evaluation, "reason">> {
  const found = await inViewOrWhole(place, options, dirname(path));
  const { facts, makefiles, tree } = found;
  const key = evaluationKey(tree, options, facts, makefiles);
  const remembered: Remembered = { key: [...key], makeTree: tree.makeTree, makefiles, facts: store(facts) };
  writeFileAtomically(path, JSON.stringify(remembered));
  return found;
}

/** In the view first; where a package in use is missing from it, in the whole tree. */
async function inViewOrWhole(
  place: Place,
  options: EvaluationOptions,
  folder: string,
): Promise<Omit<Evaluation, "reason">> {
  await options.beforeMake?.();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "facts.mk"), FACTS_MAKEFILE);
  await writeFile(join(folder, "step"), STEP_SCRIPT, { mode: 0o755 });
  const inUse = makefilesInUse(place.buildroot, options.configText, place.externals);
  const known = inUse.folders.flatMap(({ name }) => [prefixOf(name), prefixOf(`host-${name}`)]);
  const view = { ...place, makeTree: viewOf(place, options, folder, inUse) };
  let found = await ask(view, folder, options, known);
  if (found === null || !isComplete(found.facts))
    found = await ask({ ...place, makeTree: place.buildroot }, folder, options, known);
  if (found === null || !isComplete(found.facts))
    throw new UserError(
      `${join(place.output, ".config")}: asks for packages that ${place.buildroot} does not have: ` +
        "make one for this tree with `ipa-image config`",
      EXIT.config,
    );
  return found;
}

function viewOf(
  { buildroot }: Place,
  options: EvaluationOptions,
  folder: string,
  inUse: MakefilesInUse,
): string {
  const isOne = options.wholeTree || inUse.folders.length === 0;
  return isOne ? buildroot : openMakefileView(join(folder, "tree"), buildroot, inUse);
}

/** Every dependency is a package that is there. Buildroot takes one that has no makefile for nothing. */
function isComplete({ packages, filesystems }: Facts): boolean {
  const isThere = (name: string) => packages.has(name) || filesystems.has(name);
  return [...packages.values()].every((item) => item.name !== "" && item.dependencies.every(isThere));
}

/** Null when make fails in a view: the whole tree then says whether the configuration is at fault. */
async function ask(
  tree: BuildTree,
  folder: string,
  { signal }: EvaluationOptions,
  known: readonly string[],
): Promise<Omit<Evaluation, "reason"> | null> {
  const makefile = join(folder, "facts.mk");
  const call = captureMake({
    buildroot: tree.makeTree,
    output: tree.output,
    externals: tree.externals,
    targets: ["show-info", FACTS_GOAL],
    flags: ["-s"],
    variables: tree.variables,
    env: { ...tree.env, MAKEFILES: makefile },
    signal,
  });
  const lines = await call.catch((error: unknown) => {
    if (signal.aborted || tree.makeTree === tree.buildroot) throw brokenLine(error) ?? error;
    return null;
  });
  signal.throwIfAborted();
  if (lines === null) return null;
  const makefiles = makefilesOf(lines, tree.makeTree).filter((file) => file !== makefile);
  return { facts: parseFacts(lines.join("\n"), known), tree, makefiles };
}

/** What make says when it meets a line of `.config` that is no setting. */
function brokenLine(error: unknown): UserError | null {
  const found = /^(.*\/\.config):(\d+): \*\*\*/m.exec(error instanceof Error ? error.message : "");
  if (found === null) return null;
  const [, path, line] = found;
  return new UserError(
    `${path}:${line}: not a setting: mend that line, or make the configuration anew with \`ipa-image config\``,
    EXIT.config,
  );
}

/** All that the makefiles could have read: the configuration, themselves, the folders that they search, the call. */
function evaluationKey(
  tree: BuildTree,
  { configText, files, patchFolders }: EvaluationOptions,
  facts: Facts,
  makefiles: readonly string[],
): Fingerprint {
  const key = new Map<string, string>();
  key.set("the configuration", digestOf(configText.replace(/^BR2_EXTERNAL_\w+_VERSION=.*\n/gm, "")));
  key.set("the way make is called", fingerprintDigest(new Map(callOf(tree))));
  // Only that they are the same counts, so generated ones (which come and go with each call) are left out.
  for (const path of makefiles) key.set(path, files.file(path) ?? "absent");
  const folders = new Set([...facts.packages.values()].map((item) => item.packageDir));
  for (const folder of folders) {
    const path = isAbsolute(folder) ? folder : join(tree.buildroot, folder);
    for (const [name, digest] of files.folder(path)) key.set(`${folder}/${name}`, digest);
  }
  for (const folder of [...tree.externals.map((dir) => join(dir, "package")), ...patchFolders])
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
    ["rules of the view", VIEW_RULES],
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
