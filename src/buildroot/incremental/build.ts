/** Builds an image: exactly what a change touches, told as it goes. */
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import {
  Jobserver,
  makeVersion,
  type RunTasksOptions,
  type RunTasksResult,
  runTasks,
  type TaskId,
} from "../../scheduler/index.js";
import { openBuildLog } from "../build/log.js";
import { EXIT, type ExitCode, isUserError, UserError } from "../errors.js";
import type { ImageEvent, ImageFile } from "./events.js";
import { cleanBuildNeeded, type Project, removeAllBuilt } from "./project.js";
import { removeStrangers } from "./strangers.js";

export interface BuildOptions {
  /** Tasks that are wanted, with all that they need; without it all. */
  readonly only?: readonly TaskId[];
  /** What the user should know before anything runs. */
  readonly notes?: readonly string[];
  readonly keepGoing: boolean;
  readonly jobs: number;
  readonly emit: (event: ImageEvent) => void;
  readonly signal: AbortSignal;
  /** What ended the run when `signal` has fired. */
  readonly signalName: () => string;
  /** Called before make is, to make sure that the host has what it needs. */
  readonly beforeMake?: () => Promise<void>;
  readonly now?: () => number;
}

/**
 * Runs what is not as the configuration wants it. All that happens is told through `emit`; the exit code says how it
 * ended. @throws UserError for what concerns no task (a log that cannot be written).
 */
export async function buildProject(project: Project, options: BuildOptions): Promise<ExitCode> {
  const { output } = project.tree;
  const now = options.now ?? (() => Date.now());
  const log = await openBuildLog(output);
  const emit = (event: ImageEvent) => {
    if (event.type === "task-line") log.write(event.text);
    options.emit(event);
  };
  const target = options.only?.join(" ") ?? null;
  emit({ type: "build-started", time: now(), output, log: log.path, target });
  const note = (text: string) => emit({ type: "note", time: now(), text });
  for (const text of options.notes ?? []) note(text);
  if (project.evaluated !== null) note(`the makefiles were evaluated: ${project.evaluated}`);
  await settleOnDisk(project, now());
  const plan = await project.plan(options.only ? { only: options.only } : {});
  const isFresh = plan.gone.length === 0 && plan.tasks.every((task) => task.decision.kind === "fresh");
  if (!isFresh) await options.beforeMake?.();
  const clean = cleanBuildNeeded(project, plan);
  if (!project.perPackage) note(WITHOUT_FOLDERS);
  if (clean !== null) {
    note(`clean build: ${clean}`);
    removeAllBuilt(output, project.store);
  }
  // Without folders of their own packages are built one after the other, whatever the number of slots.
  const shares = !isFresh && project.perPackage && options.jobs > 1;
  const slots = shares ? await Jobserver.open({ jobs: options.jobs, version: await makeVersion() }) : null;
  project.batch.slots = slots;
  const run: RunTasksOptions = {
    store: project.store,
    jobs: options.jobs,
    keepGoing: options.keepGoing,
    signal: options.signal,
    emit,
    remove: () => void removeStrangers(output, [...project.facts.packages.values()]),
    ...(slots ? { env: slots.env() } : {}),
    ...(options.only ? { only: options.only } : {}),
  };
  const result = await runTasks(project.tasks, run).finally(() => slots?.close());
  project.save();
  const failure = await log.close();
  if (failure)
    throw new UserError(`${log.path}: the log could not be written (${failure.message})`, EXIT.space);
  return tellEnd(result, { output, log: log.path, emit, now, signalName: options.signalName });
}

const WITHOUT_FOLDERS =
  "BR2_PER_PACKAGE_DIRECTORIES is off: what an overlay or a script no longer brings stays in target/, as with plain make";

/**
 * Buildroot's files are in memory first: once they are on the disk, so is the knowledge that they are done. Right after
 * a build that would take seconds, which the user would wait for; a minute later the system has written them by itself,
 * so the next run asks. A machine that stops before then makes those tasks run again.
 */
async function settleOnDisk(project: Project, now: number): Promise<void> {
  const ended = project.store.unsynced();
  if (ended === null || now - ended < WRITTEN_BY_ITSELF) return;
  const { exitCode } = await execa("sync", ["-f", "--", project.tree.output], { reject: false });
  if (exitCode === 0) project.store.synced();
}

/** Milliseconds; Linux writes what is older than half a minute. */
const WRITTEN_BY_ITSELF = 60_000;

interface Ending {
  readonly output: string;
  readonly log: string;
  readonly emit: (event: ImageEvent) => void;
  readonly now: () => number;
  readonly signalName: () => string;
}

/** Tells how it ended, and gives it a number. */
export async function tellEnd(
  result: RunTasksResult,
  { output, log, emit, now, signalName }: Ending,
): Promise<ExitCode> {
  if (result.outcome === "interrupted") {
    const signal = signalName();
    emit({ type: "build-interrupted", time: now(), signal, log });
    return signal === "SIGTERM" ? EXIT.terminated : EXIT.interrupted;
  }
  const [first] = result.failures;
  if (result.outcome === "failed" && first) {
    const exitCode = isUserError(first.error) ? first.error.exitCode : EXIT.build;
    emit({ type: "build-failed", time: now(), message: first.error.message, exitCode, task: first.id, log });
    return exitCode;
  }
  const images = await listImages(join(output, "images"));
  emit({ type: "build-finished", time: now(), seconds: result.seconds, images, log });
  return EXIT.ok;
}

async function listImages(dir: string): Promise<readonly ImageFile[]> {
  const names = await readdir(dir).catch((): string[] => []);
  return names.sort().flatMap((name) => {
    const info = statSync(join(dir, name), { throwIfNoEntry: false });
    return info?.isFile() ? [{ name, bytes: info.size }] : [];
  });
}
