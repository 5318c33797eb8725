/** A run: plan, take away what is no more, and bring every task to its end. */
import type { RunCounts } from "./events.js";
import { buildGraph, type Graph } from "./graph.js";
import { GraphError } from "./graph-error.js";
import type { Happening } from "./happening.js";
import { Machine } from "./machine.js";
import type { Plan } from "./plan.js";
import { decideAll, planCounts, planEstimate, plannedTasks, planOf } from "./plan-tasks.js";
import { asError } from "./run-alone.js";
import type { RunTasksOptions, RunTasksResult } from "./run-options.js";
import { surveyTasks } from "./survey.js";
import type { Task, TaskId } from "./task.js";
import type { TaskState } from "./task-state.js";

/**
 * Runs what the plan of these tasks says, as far as the results that come in still ask for it.
 * Never throws for what a task does: that is in the result, and told in events.
 * @throws GraphError for tasks that do not make a graph, ids asked for that do not exist, a pool without a depth.
 * @throws whatever the store throws when it cannot be written; running tasks were told to end, and have ended by then.
 */
export async function runTasks(tasks: readonly Task[], options: RunTasksOptions): Promise<RunTasksResult> {
  const now = options.now ?? (() => performance.timeOrigin + performance.now());
  const started = now();
  const emit = (event: Happening) => options.emit({ ...event, time: now() });
  const graph = buildGraph(tasks);
  checkPools(graph, options.pools ?? new Map());
  let survey = await surveyTasks(graph, options.store, options);
  let decisions = decideAll(graph, survey, options.store);
  const plan = planOf(graph, decisions, survey.records);
  emit({
    type: "plan-made",
    counts: planCounts(plan),
    estimate: planEstimate(graph, decisions, survey.records),
    jobs: options.jobs,
    todo: plannedTasks(graph, decisions, survey.records),
  });
  const removed = await removeGone(plan, options, emit);
  if (removed.gone > 0) {
    // What was taken away may have taken with it what others made.
    survey = await surveyTasks(graph, options.store, options);
    decisions = decideAll(graph, survey, options.store);
  }
  const machine = new Machine(graph, survey, decisions, options, now, emit);
  if (!removed.failure) await machine.run();
  const failures = removed.failure ? [removed.failure] : machine.failures;
  const states = removed.failure ? new Map<TaskId, TaskState>() : machine.states();
  const counts = { ...countStates(states), gone: removed.gone };
  if (removed.failure) counts.failed++;
  const unfinished = counts.cancelled > 0 || (!removed.failure && removed.gone < plan.gone.length);
  // Without the signal, what was interrupted was stopped by a failure beside it.
  const interrupted = options.signal.aborted && (counts.interrupted > 0 || unfinished);
  const outcome = interrupted ? "interrupted" : failures.length > 0 ? "failed" : "done";
  const seconds = (now() - started) / 1000;
  emit({ type: "run-finished", outcome, seconds, counts });
  return { outcome, states, failures, changedMeanwhile: machine.changedMeanwhile, counts, seconds };
}

function checkPools(graph: Graph, pools: ReadonlyMap<string, number>): void {
  const problems = graph.tasks.flatMap((task) =>
    task.pool === undefined || (pools.get(task.pool) ?? 0) >= 1
      ? []
      : [`task ${task.id}: is of the pool ${task.pool}, which has no depth: give it one of at least 1`],
  );
  if (problems.length > 0) throw new GraphError(problems);
}

interface Removed {
  readonly gone: number;
  readonly failure: { readonly id: TaskId; readonly error: Error } | null;
}

/** One that cannot be taken away ends the run: what would be made now could hold what should be gone. */
async function removeGone(
  plan: Plan,
  options: RunTasksOptions,
  emit: (event: Happening) => void,
): Promise<Removed> {
  const known = options.store.records();
  const records = plan.gone.flatMap((id) => known.get(id) ?? []);
  if (records.length === 0 || options.signal.aborted) return { gone: 0, failure: null };
  // Half taken away, and wanted again in the next run, they must not count as done.
  options.store.writeAll(
    records.map((record) => ({ record: { ...record, state: "begun" }, fingerprint: null })),
  );
  const removed: TaskId[] = [];
  let failure: Removed["failure"] = null;
  for (const record of records) {
    if (options.signal.aborted) break;
    emit({ type: "task-gone", id: record.id });
    try {
      await options.remove?.(record.id, record);
      removed.push(record.id);
    } catch (error) {
      failure = { id: record.id, error: asError(error) };
      emit({ type: "task-failed", id: record.id, seconds: null, error: failure.error.message, tail: [] });
      break;
    }
  }
  options.store.forget(...removed);
  return { gone: removed.length, failure };
}

function countStates(states: ReadonlyMap<TaskId, TaskState>): RunCounts & { failed: number } {
  const count = (wanted: TaskState) => [...states.values()].filter((state) => state === wanted).length;
  return {
    ran: count("done"),
    fresh: count("fresh"),
    failed: count("failed"),
    interrupted: count("interrupted"),
    cancelled: count("cancelled"),
    gone: 0,
  };
}
