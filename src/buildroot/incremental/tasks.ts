/** The tasks of an image: one for each package, and one for the images that are put together from them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Digest,
  type Fingerprint,
  fingerprintDifference,
  type Records,
  type Task,
} from "../../scheduler/index.js";
import type { Facts, PackageFacts } from "./facts.js";
import { FileDigests } from "./file-digests.js";
import { IMAGE_TASK, packageTask } from "./ids.js";
import { imageInputs } from "./image-inputs.js";
import type { MakeBatch } from "./make-batch.js";
import { type InputContext, packageInputs } from "./own-inputs.js";
import { notAsSeen } from "./stamps.js";
import type { BuildTree } from "./tree.js";

export interface TaskContext {
  readonly tree: BuildTree;
  readonly facts: Facts;
  readonly files: FileDigests;
  readonly inputs: InputContext;
  readonly configText: string;
  readonly records: () => Records;
  readonly batch: MakeBatch;
  readonly perPackage: boolean;
  /** Inputs of the images that this module knows nothing of (commits of sources). */
  readonly more: Fingerprint;
  /** Tasks of other kinds than packages. */
  readonly extra: readonly Task[];
}

export function imageTasks(context: TaskContext): readonly Task[] {
  const recursive = recursiveDependencies(context.facts);
  const packages = [...context.facts.packages.values()];
  return [
    ...packages.map((facts) => packageTaskOf(facts, recursive, context)),
    ...context.extra,
    imageTask(packages, context),
  ];
}

/**
 * A package's folders hold what all packages below it installed, so all of them decide, however far below. Same with
 * those that only a download or an extraction needs.
 */
export function recursiveDependencies(facts: Facts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, ReadonlySet<string>>();
  const visit = (name: string, path: ReadonlySet<string>): ReadonlySet<string> => {
    const known = found.get(name);
    if (known) return known;
    const all = new Set<string>();
    for (const next of facts.packages.get(name)?.dependencies ?? []) {
      if (path.has(next) || !facts.packages.has(next)) continue;
      all.add(next);
      for (const below of visit(next, new Set([...path, next]))) all.add(below);
    }
    found.set(name, all);
    return all;
  };
  for (const name of facts.packages.keys()) visit(name, new Set([name]));
  return new Map([...found].map(([name, all]) => [name, [...all].sort()]));
}

function packageTaskOf(
  facts: PackageFacts,
  recursive: ReadonlyMap<string, readonly string[]>,
  context: TaskContext,
): Task {
  const { tree } = context;
  const inputs = packageInputs(facts, context.inputs);
  return {
    id: packageTask(facts.name),
    after: (recursive.get(facts.name) ?? []).map(packageTask),
    inputs,
    outputs: [join(tree.output, facts.stampDir), join(tree.output, "per-package", facts.name)],
    missing: () => missingPackage(facts, context),
    stillSame: () => firstDifference(inputs, packageInputs(facts, inputsNow(context))),
    work: { kind: "batch", batch: context.batch },
  };
}

/** Besides what is gone: that another hand (a plain make) installed it after us. */
function missingPackage(facts: PackageFacts, { tree, perPackage }: TaskContext): string | null {
  const folder = join("per-package", facts.name);
  if (perPackage && !facts.isVirtual && !existsSync(join(tree.output, folder))) return folder;
  return notAsSeen(tree.output, facts);
}

function imageTask(packages: readonly PackageFacts[], context: TaskContext): Task {
  const { tree, files } = context;
  const inputs = (now: InputContext): Fingerprint =>
    new Map([...imageInputs({ ...context, ...now }), ...context.more]);
  const planned = inputs(context.inputs);
  return {
    id: IMAGE_TASK,
    after: [...packages.map((facts) => packageTask(facts.name)), ...context.extra.map((task) => task.id)],
    inputs: planned,
    outputs: [join(tree.output, "images"), join(tree.output, "target")],
    missing: () => missingImages(context, files),
    stillSame: () => firstDifference(planned, inputs(inputsNow(context))),
    work: { kind: "batch", batch: context.batch },
  };
}

/** The files as they are now, not as they were when the plan was made. */
function inputsNow({ inputs }: TaskContext): InputContext {
  return { ...inputs, files: new FileDigests(inputs.files.cache) };
}

function missingImages({ tree, records }: TaskContext, files: FileDigests): string | null {
  if (!existsSync(join(tree.output, "target"))) return "target/";
  const result: Digest | null = records().get(IMAGE_TASK)?.result ?? null;
  return result !== null && imagesResult(tree.output, files) !== result ? "images/ as it was made" : null;
}

/** What came out as images: all in images/, by name and content. */
export function imagesResult(output: string, files: FileDigests): Digest {
  return files.treeOrAbsent(join(output, "images"));
}

function firstDifference(before: Fingerprint, after: Fingerprint): string | null {
  return fingerprintDifference(before, after)[0]?.name ?? null;
}
