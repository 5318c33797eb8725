/** A look at a project without building: what `build --dry-run`, `why`, `status` and `graph` share. Nothing is written but what spares the next look its work. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { EXIT, type ExitCode, isUserError, UserError } from "../../buildroot/errors.js";
import { cleanBuildNeeded, type Project } from "../../buildroot/incremental/project.js";
import { checkUser } from "../../buildroot/root-refusal.js";
import { checkConfiguredSources } from "../../buildroot/safe-values.js";
import { requireBuildrootTree } from "../../buildroot/tree.js";
import { GraphError, MemoryStore, type PlanOptions, planTasks } from "../../scheduler/index.js";
import { estimateOf, isUpToDate, type PlanView } from "../afterwards/plan-view.js";
import { type Times, timesIn } from "../progress/estimate.js";
import { readHistory } from "../progress/history.js";
import { buildPlace, openProject } from "./build-place.js";
import type { Places } from "./places.js";

export interface Look {
  readonly project: Project;
  readonly view: PlanView;
  /** Seconds that tasks took in logged builds; empty when nothing is to be done. */
  readonly times: Times;
}

/** `only`: the task that is wanted, as far as the project has it. */
export type Wanted = (project: Project) => PlanOptions;

export interface LookOptions {
  readonly jobs?: number;
  readonly wanted?: Wanted;
  /** The text of a configuration that is not saved yet: what a build would do once it were. */
  readonly candidate?: string;
}

/**
 * Plans what a build would do now. @throws UserError: 4 without a Buildroot tree, 9 without a configuration, 1 when the
 * makefiles fail or do not make a graph.
 */
export async function lookAt(
  places: Places,
  signal: AbortSignal,
  { jobs = availableParallelism(), wanted = () => ({}), candidate }: LookOptions = {},
): Promise<Look> {
  requireBuildrootTree(places.buildroot);
  await checkConfiguredSources(join(places.output, ".config")).catch(absentIsSaidBelow);
  // Nothing is built: that root looks is no danger.
  const place = await buildPlace(places, checkUser(process.geteuid?.() ?? null, true));
  try {
    const opened = await openProject({
      place,
      jobs,
      keepGoing: false,
      signal,
      readOnly: true,
      ...(candidate === undefined ? {} : { candidate }),
    });
    const { project } = opened;
    const clean = cleanBuildNeeded(project, await project.plan());
    // A clean build forgets all records before it plans.
    const store = clean === null ? project.store : new MemoryStore();
    const plan = await planTasks(project.tasks, store, wanted(project));
    const times: Times = isUpToDate(plan) ? new Map() : timesIn(readHistory(places.output));
    const estimate = estimateOf(plan, project.tasks, project.store.records(), times);
    const notes = [...opened.notes, ...(clean === null ? [] : [`clean build: ${clean}`])];
    return { project, view: { plan, estimate, jobs, notes }, times };
  } catch (error) {
    if (signal.aborted) throw new UserError("interrupted: nothing was changed", EXIT.interrupted);
    if (error instanceof GraphError) throw new UserError(error.message);
    throw error;
  }
}

/** Project.open() says what to do about a configuration that is not there. */
function absentIsSaidBelow(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}

/** Why a look was not possible, and what a command exits with that needs it. */
export interface Unseen {
  readonly reason: string;
  readonly exitCode: ExitCode;
}

/** The same for commands that tell of the past too: why the present is not known, where it is not. */
export async function tryLook(places: Places, signal: AbortSignal): Promise<Look | Unseen> {
  try {
    return await lookAt(places, signal);
  } catch (error) {
    if (isUserError(error) && !signal.aborted) return { reason: error.message, exitCode: error.exitCode };
    throw error;
  }
}
