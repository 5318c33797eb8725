/** The plan of a run, which is also the whole of a dry run. */
import { decide, factsOf } from "./decide.js";
import type { PlanCounts, PlanEstimate, PlannedTask } from "./events.js";
import type { Digest } from "./fingerprint.js";
import { buildGraph, type Graph } from "./graph.js";
import type { Decision, Plan, PlanOptions } from "./plan.js";
import { expectedSeconds, longestToEnd } from "./priority.js";
import type { Records } from "./record.js";
import type { Store } from "./store.js";
import { type Survey, surveyTasks } from "./survey.js";
import type { Task, TaskId } from "./task.js";

/**
 * Decides what would run now, and why; nothing is run or written.
 * @throws GraphError for tasks that do not make a graph, and for asked ids that do not exist.
 */
export async function planTasks(
  tasks: readonly Task[],
  store: Store,
  options: PlanOptions = {},
): Promise<Plan> {
  const graph = buildGraph(tasks);
  const survey = await surveyTasks(graph, store, options);
  return planOf(graph, decideAll(graph, survey, store), survey.records);
}

/** By place; null for what is not wanted. */
export function decideAll(graph: Graph, survey: Survey, store: Store): readonly (Decision | null)[] {
  const results = new Map<TaskId, Digest>();
  const around = {
    resultOf: (id: TaskId) => results.get(id) ?? null,
    fingerprint: (digest: Digest) => store.fingerprint(digest),
  };
  return graph.tasks.map((task, place) => {
    const inputs = survey.inputs[place];
    if (!inputs) return null;
    const record = survey.records.get(task.id);
    const missing = survey.missing[place] ?? null;
    const decision = decide(factsOf(task, record, inputs, missing, survey.asked.has(place)), around);
    if (decision.kind === "fresh" && record?.result) results.set(task.id, record.result);
    return decision;
  });
}

export function planOf(graph: Graph, decisions: readonly (Decision | null)[], records: Records): Plan {
  return {
    tasks: graph.tasks.flatMap((task, place) => {
      const decision = decisions[place];
      return decision ? [{ id: task.id, decision }] : [];
    }),
    gone: [...records.keys()].filter((id) => !graph.place.has(id)),
  };
}

export function planCounts(plan: Plan): PlanCounts {
  const counts = { run: 0, perhaps: 0, fresh: 0, broken: 0, gone: plan.gone.length };
  for (const { decision } of plan.tasks) counts[decision.kind]++;
  return counts;
}

export function planEstimate(
  graph: Graph,
  decisions: readonly (Decision | null)[],
  records: Records,
): PlanEstimate {
  const seconds = expectedSeconds(graph, records);
  const runs = (place: number) =>
    decisions[place]?.kind === "run" || decisions[place]?.kind === "perhaps" ? (seconds[place] ?? 0) : 0;
  const sum = { run: 0, perhaps: 0 };
  for (const [place, decision] of decisions.entries())
    if (decision?.kind === "run" || decision?.kind === "perhaps") sum[decision.kind] += runs(place);
  const longest = longestToEnd(graph, runs).reduce((most, path) => Math.max(most, path), 0);
  return { ...sum, longest };
}

/** The tasks that run or perhaps run, with what a reader needs to tell the time that is left. */
export function plannedTasks(
  graph: Graph,
  decisions: readonly (Decision | null)[],
  records: Records,
): readonly PlannedTask[] {
  const planned = (place: number) => decisions[place]?.kind === "run" || decisions[place]?.kind === "perhaps";
  return graph.tasks.flatMap((task, place): PlannedTask[] =>
    planned(place)
      ? [
          {
            id: task.id,
            certain: decisions[place]?.kind === "run",
            after: (graph.before[place] ?? []).filter(planned).flatMap((need) => graph.tasks[need]?.id ?? []),
            seconds: records.get(task.id)?.seconds ?? null,
          },
        ]
      : [],
  );
}
