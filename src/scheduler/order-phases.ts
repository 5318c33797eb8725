/** Puts tasks in an order that respects `after`, keeping the given order where it is free. Pure. */
import type { Phase } from "./phase.js";
import type { TaskId } from "./task.js";

/** @throws Error for a duplicate id, an unknown one in `after`, or a circle (named in the message). */
export function orderPhases(tasks: readonly Phase[]): readonly Phase[] {
  const byId = new Map<TaskId, Phase>();
  for (const task of tasks) {
    if (byId.has(task.id)) throw new Error(`task ${task.id}: defined twice`);
    byId.set(task.id, task);
  }
  const ordered: Phase[] = [];
  const done = new Set<TaskId>();
  const visit = (task: Phase, path: readonly TaskId[]): void => {
    if (done.has(task.id)) return;
    if (path.includes(task.id)) throw new Error(`tasks wait in a circle: ${[...path, task.id].join(" -> ")}`);
    for (const id of task.after) {
      const before = byId.get(id);
      if (!before) throw new Error(`task ${task.id}: comes after ${id}, which does not exist`);
      visit(before, [...path, task.id]);
    }
    done.add(task.id);
    ordered.push(task);
  };
  for (const task of tasks) visit(task, []);
  return ordered;
}
