import { type AssignmentSet, type Assignments, union } from "./assignments.js";
import type { GoalGraph, NodeId } from "./goal-graph.js";

/** The best alternatives of a goal that are looked at; some libraries have hundreds of selectors. */
const consideredAlternatives = 24;
const maxStates = 20_000;

/** A goal still to be met, and the goals that it serves: it must not rest upon one of those. */
interface Open {
  readonly node: NodeId;
  readonly serves: Open | null;
}

/** Nothing was found; work has been done since the last time, and something else may have its turn. */
export type Pause = typeof PAUSE;
export const PAUSE = Symbol("pause");

interface State {
  readonly chosen: AssignmentSet;
  readonly open: readonly Open[];
  readonly met: ReadonlySet<NodeId>;
}

/**
 * Sets of assignments that bring the goal about when goals are taken one by one, smaller ones first as far as
 * `sets` can tell; no two the same. Ends when there are no more, or after a number of steps that bounds memory; gives
 * whether all were there.
 */
export function* plans(
  graph: GoalGraph,
  assignments: Assignments,
  sets: readonly (AssignmentSet | undefined)[],
  goal: NodeId,
  exclude: (set: AssignmentSet) => boolean,
  isOver: () => boolean,
): Generator<AssignmentSet | Pause, boolean, void> {
  const queue = new Map<number, State[]>();
  const seen = new Set<string>();
  let sawAll = true;
  const push = (state: State): void => {
    if (assignments.conflicts(state.chosen) > 0 || exclude(state.chosen)) return;
    // The same goals with the same settings, reached another way. They might serve other goals there, and so have
    // other ways that lead in a circle: nothing is proven by what is left out here.
    const key = `${state.chosen.join()}|${state.open.map((o) => o.node).join()}`;
    if (seen.has(key)) {
      sawAll = false;
      return;
    }
    seen.add(key);
    let all = state.chosen;
    for (const { node } of state.open) {
      const set = sets[node];
      if (set === undefined) return;
      all = union(all, set);
    }
    const cost = all.length + assignments.conflicts(all);
    const bucket = queue.get(cost);
    if (bucket) bucket.push(state);
    else queue.set(cost, [state]);
  };
  const found = new Set<string>();
  push({ chosen: [], open: [{ node: goal, serves: null }], met: new Set() });
  for (let steps = 0; queue.size > 0 && steps < maxStates; steps++) {
    if (steps % 64 === 63) {
      if (isOver()) return false;
      yield PAUSE;
    }
    const cost = Math.min(...queue.keys());
    const bucket = queue.get(cost) ?? [];
    const state = bucket.pop();
    if (bucket.length === 0) queue.delete(cost);
    if (state === undefined || exclude(state.chosen)) continue;
    const next = settleAnds(graph, state);
    if (next === null || assignments.conflicts(next.chosen) > 0) continue;
    const last = next.open.at(-1);
    if (last === undefined) {
      const key = next.chosen.join();
      if (found.has(key)) continue;
      found.add(key);
      yield next.chosen;
      continue;
    }
    const rest = next.open.slice(0, -1);
    const met = new Set(next.met).add(last.node);
    const possible = alternatives(graph, sets, last.node);
    if (possible.length > consideredAlternatives) sawAll = false;
    for (const child of possible.slice(-consideredAlternatives))
      if (!isServed(last, child))
        push({ chosen: next.chosen, open: [...rest, { node: child, serves: last }], met });
  }
  return sawAll && queue.size === 0;
}

/** Goes on until the last open goal is one with a choice of alternatives; null when a goal would rest upon itself. */
function settleAnds(graph: GoalGraph, state: State): State | null {
  const open = [...state.open];
  const met = new Set(state.met);
  let { chosen } = state;
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    if (!graph.isAnd[last.node] && !met.has(last.node)) break;
    open.pop();
    // What was met and is not being worked on is met for good: goals are finished last in, first out.
    if (last.serves !== null && isServed(last.serves, last.node)) return null;
    if (met.has(last.node)) continue;
    met.add(last.node);
    const assignment = graph.assignment[last.node];
    if (assignment) chosen = union(chosen, [assignment.id]);
    for (const child of graph.children[last.node] ?? []) open.push({ node: child, serves: last });
  }
  return { chosen, open, met };
}

function isServed(goal: Open, node: NodeId): boolean {
  for (let above: Open | null = goal; above !== null; above = above.serves)
    if (above.node === node) return true;
  return false;
}

function alternatives(
  graph: GoalGraph,
  sets: readonly (AssignmentSet | undefined)[],
  node: NodeId,
): readonly NodeId[] {
  const possible = (graph.children[node] ?? []).filter((c) => sets[c] !== undefined);
  if (possible.length < 2) return possible;
  const size = (c: NodeId): number => sets[c]?.length ?? 0;
  // Pushed last, looked at first: among equals the best goes to the top of its bucket.
  return [...possible].sort((a, b) => size(a) - size(b)).reverse();
}
