/** An image as tasks: what its configuration asks for, what is built of it, and what a build would do. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  type Change,
  DigestCache,
  DiskStore,
  type Fingerprint,
  type Plan,
  type PlanOptions,
  planTasks,
  type Store,
  type Task,
} from "../../scheduler/index.js";
import { EXIT, UserError } from "../errors.js";
import { sourceDate } from "../version.js";
import { hostCompilerIdentity } from "./compiler-identity.js";
import { configValues, pathsInValues, rootsOf } from "./config-values.js";
import { evaluate, evaluateCandidate, STATE_FOLDER } from "./evaluation.js";
import type { Facts } from "./facts.js";
import { FileDigests } from "./file-digests.js";
import { IMAGE_TASK } from "./ids.js";
import { machineryDigest } from "./machinery.js";
import { MakeBatch } from "./make-batch.js";
import { namedPaths } from "./named-paths.js";
import { resumingDownloads } from "./resume-downloads.js";
import { imagesResult, imageTasks } from "./tasks.js";
import type { BuildTree, Place } from "./tree.js";

export interface ProjectOptions {
  readonly place: Place;
  readonly jobs: number;
  readonly keepGoing: boolean;
  readonly signal: AbortSignal;
  /** Only look: nothing is written, and another process may be at work in the folder. */
  readonly readOnly: boolean;
  /** The text of a configuration that is not saved yet: what a build would do with it. Only with `readOnly`. */
  readonly candidate?: string;
  /** Called before make is, to make sure that the host has what it needs. */
  readonly beforeMake?: () => Promise<void>;
  /** More that decides the images: commits of the sources that scripts put into them. */
  readonly more?: Fingerprint;
  /** More tasks; the images come after all of them. */
  readonly extraTasks?: (context: ExtraContext) => readonly Task[];
}

/** What is known of a project when tasks of other kinds than packages are made. */
export interface ExtraContext {
  readonly tree: BuildTree;
  readonly facts: Facts;
  readonly files: FileDigests;
  /** The configuration: symbol to value, strings without quotes. */
  readonly values: ReadonlyMap<string, string>;
  readonly perPackage: boolean;
}

export class Project {
  private constructor(
    readonly tree: BuildTree,
    readonly facts: Facts,
    readonly tasks: readonly Task[],
    readonly store: DiskStore,
    readonly batch: MakeBatch,
    readonly files: FileDigests,
    /** BR2_PER_PACKAGE_DIRECTORIES: without it a package cannot be taken out of what others share. */
    readonly perPackage: boolean,
    /** Folders of BR2_GLOBAL_PATCH_DIR. */
    readonly patchFolders: readonly string[],
    /** Why the makefiles were evaluated anew, or null. */
    readonly evaluated: string | null,
  ) {}

  /**
   * Reads the configuration of an output folder, has the makefiles evaluated where that is needed, and makes the tasks.
   * @throws UserError: 9 without a configuration, 1 when the makefiles fail.
   */
  static async open(options: ProjectOptions): Promise<Project> {
    const { output, buildroot } = options.place;
    const path = join(output, ".config");
    if (!existsSync(path))
      throw new UserError(`${path}: there is none: run \`ipa-image config\` first`, EXIT.config);
    const configText = options.candidate ?? readFileSync(path, "latin1");
    const values = configValues(configText);
    const folder = join(output, STATE_FOLDER);
    const files = new FileDigests(new DigestCache(join(folder, "digests")));
    const patches = patchFolders(values, buildroot, output);
    const ask = options.candidate === undefined ? evaluate : evaluateCandidate;
    const evaluation = await ask(options.place, {
      configText,
      patchFolders: patches,
      files,
      signal: options.signal,
      ...(options.beforeMake ? { beforeMake: options.beforeMake } : {}),
    });
    const { facts, tree } = evaluation;
    const store = new DiskStore({ folder, readOnly: options.readOnly });
    const perPackage = values.get("BR2_PER_PACKAGE_DIRECTORIES") === "y";
    const batch = new MakeBatch({
      tree,
      facts,
      image: IMAGE_TASK,
      imageResult: () => imagesResult(output, files),
      downloading: () => resumingDownloads(configText, tree),
      jobs: options.jobs,
      perPackage,
      keepGoing: options.keepGoing,
    });
    const inputs = {
      buildroot,
      perPackage,
      files,
      path: process.env.PATH ?? "",
      trees: [tree.makeTree, buildroot],
      machinery: machineryDigest(buildroot, files),
      sourceDate: sourceDate(values, tree.variables),
      hostCompiler: hostCompilerIdentity(files),
      named: namedPaths(values, rootsOf(values, buildroot, output), tree),
    };
    const extra = options.extraTasks?.({ tree, facts, files, values, perPackage }) ?? [];
    const tasks = imageTasks({
      tree,
      facts,
      files,
      inputs,
      configText,
      perPackage,
      records: () => store.records(),
      batch,
      more: options.more ?? new Map(),
      extra,
    });
    return new Project(tree, facts, tasks, store, batch, files, perPackage, patches, evaluation.reason);
  }

  plan(options: PlanOptions = {}): Promise<Plan> {
    return planTasks(this.tasks, this.store, options);
  }

  /** Remembers digests; without it the next look reads the files again. */
  save(): void {
    this.files.cache.save();
    this.store.close();
  }
}

/** Why only a clean build leaves what the configuration says, or null. */
export function cleanBuildNeeded(project: Project, plan: Plan): string | null {
  const lost = project.store.lost();
  if (lost !== null) return `what was built is no longer known for sure (${lost})`;
  if (project.perPackage) return null;
  const stale = plan.tasks.find(
    ({ id, decision }) => id !== IMAGE_TASK && decision.kind === "run" && !goesOn(decision.change),
  );
  const what = plan.gone[0] ?? stale?.id;
  if (what === undefined) return null;
  return `${what} changed, and without BR2_PER_PACKAGE_DIRECTORIES a package cannot be taken out of what all share`;
}

/** Nothing of it is there yet, or make can take it up where it stopped. */
function goesOn(change: Change): boolean {
  if (change.kind === "failed" || change.kind === "interrupted") return change.sameInputs;
  return change.kind === "first";
}

/** Removes all that was built, and forgets it; the configuration, logs and downloads stay. */
export function removeAllBuilt(output: string, store: Store & { regained(): void }): void {
  const built = ["build", "host", "images", "per-package", "staging", "target"];
  // The records go first: without its record nothing counts as built.
  for (const id of [...store.records().keys()]) store.forget(id);
  for (const name of built) rmSync(join(output, name), { recursive: true, force: true });
  store.regained();
}

/** The folders of BR2_GLOBAL_PATCH_DIR. */
function patchFolders(
  values: ReadonlyMap<string, string>,
  buildroot: string,
  output: string,
): readonly string[] {
  const value = values.get("BR2_GLOBAL_PATCH_DIR") ?? "";
  return pathsInValues(new Map([["", value]]), rootsOf(values, buildroot, output));
}
