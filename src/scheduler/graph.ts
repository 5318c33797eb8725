/**
 * The tasks in an order that respects their dependencies, and who comes after whom. Tasks are known by their place in
 * that order, so that what is computed of them fits in flat arrays. Pure; linear in tasks and dependencies, and without
 * recursion, so that long chains do not matter.
 */
import { GraphError } from "./graph-error.js";
import { outputConflicts } from "./outputs.js";
import type { Task, TaskId } from "./task.js";

export interface Graph {
  /** Every task stands after all that it comes after; the given order where that leaves it free. */
  readonly tasks: readonly Task[];
  readonly place: ReadonlyMap<TaskId, number>;
  /** By place: the places of `after` and `orderOnly`, each once. */
  readonly before: readonly (readonly number[])[];
  /** By place: the tasks that come directly after it. */
  readonly behind: readonly (readonly number[])[];
}

/**
 * Checks and orders the tasks.
 * @throws GraphError with all faults: an id twice, a dependency that does not exist, a circle, a path of two writers.
 */
export function buildGraph(tasks: readonly Task[]): Graph {
  const problems: string[] = [];
  const given = new Map<TaskId, number>();
  for (const [index, task] of tasks.entries()) {
    if (given.has(task.id)) problems.push(`task ${task.id}: defined twice: give one of them another name`);
    else given.set(task.id, index);
  }
  const needs = tasks.map((task) => needsOf(task, given, problems));
  const order = problems.length > 0 ? [] : orderOf(tasks, needs, problems);
  problems.push(...outputConflicts(tasks));
  if (problems.length > 0) throw new GraphError(problems);
  return arrange(tasks, needs, order);
}

/** The given indexes of what a task comes after. */
function needsOf(task: Task, given: ReadonlyMap<TaskId, number>, problems: string[]): readonly number[] {
  const needs = new Set<number>();
  for (const [list, ids] of [
    ["after", task.after],
    ["orderOnly", task.orderOnly ?? []],
  ] as const) {
    for (const id of ids) {
      const index = given.get(id);
      if (index === undefined)
        problems.push(
          `task ${task.id}: comes after ${id}, which does not exist: define it, or take it out of ${list}`,
        );
      else needs.add(index);
    }
  }
  return [...needs];
}

/** Depth first with a stack of its own; a circle is told and cut, so that the next one is found too. */
function orderOf(
  tasks: readonly Task[],
  needs: readonly (readonly number[])[],
  problems: string[],
): readonly number[] {
  const order: number[] = [];
  const state = new Uint8Array(tasks.length); // 0 not seen, 1 on the path, 2 done
  const next = new Uint32Array(tasks.length);
  for (let root = 0; root < tasks.length; root++) {
    if (state[root] !== 0) continue;
    const path = [root];
    state[root] = 1;
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const turn = next[at] ?? 0;
      next[at] = turn + 1;
      const need = needs[at]?.[turn];
      if (need === undefined) {
        state[at] = 2;
        order.push(at);
        path.pop();
      } else if (state[need] === 0) {
        state[need] = 1;
        path.push(need);
      } else if (state[need] === 1) {
        const circle = [...path.slice(path.indexOf(need)), need].map((index) => tasks[index]?.id);
        problems.push(
          `tasks ${circle.join(" → ")}: each waits for the next, in a circle: take one of these dependencies away`,
        );
      }
    }
  }
  return order;
}

function arrange(
  tasks: readonly Task[],
  needs: readonly (readonly number[])[],
  order: readonly number[],
): Graph {
  const placeOf = new Uint32Array(tasks.length);
  for (const [place, index] of order.entries()) placeOf[index] = place;
  const ordered = order.flatMap((index) => tasks[index] ?? []);
  const before = order.map((index) => (needs[index] ?? []).map((need) => placeOf[need] ?? 0));
  const behind: number[][] = order.map(() => []);
  for (const [place, list] of before.entries()) for (const need of list) behind[need]?.push(place);
  const place = new Map(ordered.map((task, index) => [task.id, index]));
  return { tasks: ordered, place, before, behind };
}

/**
 * The places of `ids` and of all that they come after.
 * @throws GraphError for an id that is not in the graph; `what` says what it was wanted for.
 */
export function withNeeds(graph: Graph, ids: readonly TaskId[], what: string): ReadonlySet<number> {
  const places = placesOf(graph, ids, what);
  const wanted = new Set(places);
  const open = [...places];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const need of graph.before[place] ?? []) {
      if (wanted.has(need)) continue;
      wanted.add(need);
      open.push(need);
    }
  }
  return wanted;
}

/** @throws GraphError for ids that are not in the graph; `what` says what they were wanted for. */
export function placesOf(graph: Graph, ids: readonly TaskId[], what: string): readonly number[] {
  const unknown = ids.filter((id) => !graph.place.has(id));
  if (unknown.length > 0)
    throw new GraphError(
      unknown.map((id) => `task ${id}: ${what}, but there is none of that name: see the list of tasks`),
    );
  return ids.flatMap((id) => graph.place.get(id) ?? []);
}
