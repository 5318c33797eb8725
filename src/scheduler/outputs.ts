/** Finds paths that two tasks claim, or that lie inside what another claims. */
import { posix } from "node:path";
import type { Task, TaskId } from "./task.js";

interface Claim {
  readonly owner: TaskId;
  readonly path: string;
  /** Sorts a directory right before what is in it: "/" comes before every other character. */
  readonly key: string;
}

/** Sentences for a GraphError. Pure; a path is judged by its name only (links are not followed). */
export function outputConflicts(tasks: readonly Task[]): readonly string[] {
  const claims: Claim[] = [];
  for (const task of tasks) {
    for (const output of task.outputs) {
      const path = posix.normalize(output).replace(/(?<=.)\/$/, "");
      claims.push({ owner: task.id, path, key: `${path === "/" ? "" : path.replaceAll("/", "\0")}\0` });
    }
  }
  claims.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const problems: string[] = [];
  // The claims that hold the one at hand, outermost first.
  const around: Claim[] = [];
  for (const claim of claims) {
    while (around.length > 0 && !claim.key.startsWith(around.at(-1)?.key ?? "")) around.pop();
    const outer = around.at(-1);
    if (outer && outer.owner !== claim.owner) problems.push(conflict(outer, claim));
    around.push(claim);
  }
  return problems;
}

function conflict(outer: Claim, inner: Claim): string {
  if (outer.key === inner.key)
    return `output ${inner.path}: both ${outer.owner} and ${inner.owner} write it: let one of them do it`;
  return `output ${inner.path}: ${inner.owner} writes it inside ${outer.path}, which only ${outer.owner} may write: let one of them do it`;
}
