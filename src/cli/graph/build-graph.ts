/** The last build as a graph: what ran and why, when, what it waited for, and how large it is. Pure. */
import type { Records, TaskId } from "../../scheduler/index.js";
import { type RunSummary, spansOf, type TaskRun } from "../afterwards/run-summary.js";

export interface GraphNode {
  readonly id: TaskId;
  /** The tasks that it comes directly after. */
  readonly after: readonly TaskId[];
  /** How it fared in the build; absent: it took no part (it was not wanted). */
  readonly end: TaskRun["end"] | "absent";
  /** Seconds since the build began; null if it did not run. */
  readonly start: number | null;
  /** When it was at work, in seconds since the build began, and in which row of the timeline. */
  readonly spans: readonly Span[];
  /** How long it ran; of a task that did not run, how long it took when it last did; null if unknown. */
  readonly seconds: number | null;
  /** Nothing but a quicker task on this path makes the whole quicker. */
  readonly critical: boolean;
  readonly reason: readonly string[];
  readonly cutoff: boolean;
  /** Seconds since the build began. */
  readonly steps: readonly { readonly step: string | null; readonly at: number }[];
  readonly error: string | null;
  readonly size: PackageSize | null;
}

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly lane: number;
}

/** Bytes of the files that a package installed. */
export interface PackageSize {
  readonly target: number;
  readonly host: number;
}

export interface BuildGraph {
  readonly startedAt: number;
  readonly seconds: number;
  readonly outcome: RunSummary["outcome"];
  readonly jobs: number;
  readonly lanes: number;
  /** In an order that respects the dependencies. */
  readonly nodes: readonly GraphNode[];
}

/** Puts together what is known. A task without a record and without a part in the build is not shown. */
export function buildGraphOf(
  run: RunSummary,
  records: Records,
  sizes: ReadonlyMap<string, PackageSize>,
): BuildGraph {
  const needs = directNeeds(run, records);
  const critical = criticalPath(run, needs);
  const lanes = lanesOf(run);
  const since = (time: number) => (time - run.startedAt) / 1000;
  const nodes = inOrder(needs).map((id): GraphNode => {
    const task = run.tasks.get(id);
    const ran = task !== undefined && task.startedAt !== null;
    return {
      id,
      after: needs.get(id) ?? [],
      end: task?.end ?? "absent",
      start: ran ? since(task.startedAt ?? 0) : null,
      spans: lanes.get(id) ?? [],
      seconds: ran ? task.seconds : (records.get(id)?.seconds ?? null),
      critical: critical.has(id),
      reason: task?.reason ?? [],
      cutoff: task?.cutoff ?? false,
      steps: (task?.steps ?? []).map(({ step, at }) => ({ step, at: since(at) })),
      error: task?.error ?? null,
      size: sizes.get(id) ?? null,
    };
  });
  return {
    startedAt: run.startedAt,
    seconds: since(run.endedAt),
    outcome: run.outcome,
    jobs: run.jobs,
    lanes: Math.max(0, ...[...lanes.values()].flat().map(({ lane }) => lane + 1)),
    nodes,
  };
}

/**
 * Direct dependencies. Recorded lists hold all tasks before one, however far: those are left out that another one of
 * the list comes after.
 */
function directNeeds(run: RunSummary, records: Records): Map<TaskId, readonly TaskId[]> {
  const all = new Map<TaskId, ReadonlySet<TaskId>>();
  for (const task of run.todo) all.set(task.id, new Set(task.after));
  for (const [id, record] of records) all.set(id, new Set(record.after.keys()));
  for (const id of run.tasks.keys()) if (!all.has(id)) all.set(id, new Set());
  return new Map(
    [...all].map(([id, after]) => {
      const further = new Set<TaskId>();
      for (const need of after) for (const below of all.get(need) ?? []) further.add(below);
      return [id, [...after].filter((need) => all.has(need) && !further.has(need))];
    }),
  );
}

/** From the task that ended last, back through what each waited for last. */
function criticalPath(run: RunSummary, needs: ReadonlyMap<TaskId, readonly TaskId[]>): ReadonlySet<TaskId> {
  const end = (id: TaskId) => run.tasks.get(id)?.endedAt ?? Number.NEGATIVE_INFINITY;
  const last = (ids: Iterable<TaskId>): TaskId | null => {
    let found: TaskId | null = null;
    for (const id of ids) if (end(id) >= (found === null ? Number.NEGATIVE_INFINITY : end(found))) found = id;
    return found;
  };
  const path = new Set<TaskId>();
  for (let id = last(run.tasks.keys()); id !== null && !path.has(id); id = last(ranBefore(id, run, needs)))
    path.add(id);
  return path;
}

/** The nearest tasks before one that ran in this build: those between had nothing to do. */
function ranBefore(
  id: TaskId,
  run: RunSummary,
  needs: ReadonlyMap<TaskId, readonly TaskId[]>,
): readonly TaskId[] {
  const found: TaskId[] = [];
  const seen = new Set<TaskId>();
  const open = [...(needs.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (run.tasks.get(next)?.startedAt != null) found.push(next);
    else open.push(...(needs.get(next) ?? []));
  }
  return found;
}

/** Tasks that were at work beside each other are in different rows; as few rows as possible. */
function lanesOf(run: RunSummary): ReadonlyMap<TaskId, readonly Span[]> {
  const spans = [...run.tasks.values()].flatMap((task) =>
    spansOf(task).map(({ start, end }) => ({ id: task.id, start, end })),
  );
  const ends: number[] = [];
  const lanes = new Map<TaskId, Span[]>();
  const since = (time: number) => (time - run.startedAt) / 1000;
  for (const { id, start, end } of spans.sort((a, b) => a.start - b.start)) {
    const free = ends.findIndex((time) => time <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = end;
    const own = lanes.get(id) ?? [];
    lanes.set(id, [...own, { start: since(start), end: since(end), lane }]);
  }
  return lanes;
}

/** Without recursion, so that long chains do not matter; a circle, which no build has, is cut. */
function inOrder(needs: ReadonlyMap<TaskId, readonly TaskId[]>): readonly TaskId[] {
  const done = new Set<TaskId>();
  const begun = new Set<TaskId>();
  const order: TaskId[] = [];
  for (const root of needs.keys()) {
    const stack = [root];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const open = begun.has(id) ? [] : (needs.get(id) ?? []).filter((need) => !begun.has(need));
      begun.add(id);
      if (open.length > 0) stack.push(...open);
      else {
        stack.pop();
        if (!done.has(id)) order.push(id);
        done.add(id);
      }
    }
  }
  return order;
}
