import type { AssignmentSet, Assignments } from "./assignments.js";
import { union } from "./assignments.js";
import type { GoalGraph, NodeId } from "./goal-graph.js";

/** Two values of one symbol in a set make it look this much longer: another way may do without. */
const conflictCost = 20;

/**
 * For each goal a small set of assignments that brings it about when goals are taken one by one; undefined where
 * there is none, which is then certain. Goals are settled in the order of the size of their sets (Dijkstra's
 * algorithm on an AND/OR graph), so no goal ever rests upon itself.
 */
export function smallestSets(
  graph: GoalGraph,
  assignments: Assignments,
): readonly (AssignmentSet | undefined)[] {
  const parents = parentsOf(graph);
  const missing = Uint32Array.from(graph.children, (c) => c.length);
  const sets = new Array<AssignmentSet | undefined>(graph.size).fill(undefined);
  const queue = new BucketQueue();
  const offer = (node: NodeId, set: AssignmentSet): void =>
    queue.push(set.length + conflictCost * assignments.conflicts(set), node, set);
  for (let node = 0; node < graph.size; node++)
    if (graph.isAnd[node] && missing[node] === 0) offer(node, own(graph, node));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { node, set } = next;
    if (sets[node] !== undefined) continue;
    sets[node] = set;
    for (const parent of parents[node] ?? []) {
      if (sets[parent] !== undefined) continue;
      if (!graph.isAnd[parent]) offer(parent, set);
      else {
        const left = (missing[parent] ?? 0) - 1;
        missing[parent] = left;
        if (left === 0) offer(parent, joined(graph, parent, sets));
      }
    }
  }
  return sets;
}

/** Everything that the sets of an AND's children say, and its own assignment. */
function joined(graph: GoalGraph, node: NodeId, sets: readonly (AssignmentSet | undefined)[]): AssignmentSet {
  let all = own(graph, node);
  for (const child of graph.children[node] ?? []) all = union(all, sets[child] ?? []);
  return all;
}

function own(graph: GoalGraph, node: NodeId): AssignmentSet {
  const assignment = graph.assignment[node];
  return assignment ? [assignment.id] : [];
}

function parentsOf(graph: GoalGraph): readonly NodeId[][] {
  const parents: NodeId[][] = Array.from({ length: graph.size }, () => []);
  graph.children.forEach((children, node) => {
    for (const child of children) parents[child]?.push(node);
  });
  return parents;
}

interface Entry {
  readonly node: NodeId;
  readonly set: AssignmentSet;
}

/** Entries by a small whole number, the smallest first. */
class BucketQueue {
  private readonly buckets: Entry[][] = [];
  private lowest = 0;

  push(cost: number, node: NodeId, set: AssignmentSet): void {
    let bucket = this.buckets[cost];
    if (bucket === undefined) {
      bucket = [];
      this.buckets[cost] = bucket;
    }
    bucket.push({ node, set });
    if (cost < this.lowest) this.lowest = cost;
  }

  pop(): Entry | undefined {
    for (; this.lowest < this.buckets.length; this.lowest++) {
      const entry = this.buckets[this.lowest]?.pop();
      if (entry) return entry;
    }
    return undefined;
  }
}
