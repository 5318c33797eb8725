/** How long tasks take, from the times of earlier builds. Pure. */
import type { ImageEvent } from "../../buildroot/incremental/events.js";
import type { PlanEstimate, PlannedTask } from "../../scheduler/index.js";

/** By name of task, in seconds. */
export type Times = ReadonlyMap<string, number>;

/** The last time of each task that is told in the events of earlier builds. */
export function timesIn(runs: readonly (readonly ImageEvent[])[]): Times {
  const times = new Map<string, number>();
  for (const event of runs.flat()) if (event.type === "task-finished") times.set(event.id, event.seconds);
  return times;
}

/** What tasks take that wait for each other as `after` says (listed first); null when more than half were never timed. */
export function estimateOfTasks(todo: readonly PlannedTask[]): PlanEstimate | null {
  const known = todo.flatMap((task) => task.seconds ?? []).sort((a, b) => a - b);
  if (known.length * 2 < todo.length) return null;
  const usual = known[known.length >> 1] ?? 0;
  const longest = new Map<string, number>();
  const sums = { run: 0, perhaps: 0, longest: 0 };
  for (const task of todo) {
    const seconds = task.seconds ?? usual;
    const path = seconds + task.after.reduce((most, id) => Math.max(most, longest.get(id) ?? 0), 0);
    longest.set(task.id, path);
    sums[task.certain ? "run" : "perhaps"] += seconds;
    sums.longest = Math.max(sums.longest, path);
  }
  return sums;
}

/** The scheduler's records go when all that was built is removed; the logged times stay, and tell how long it takes again. */
export function withTimes(
  event: Extract<ImageEvent, { type: "plan-made" }>,
  times: Times,
): Extract<ImageEvent, { type: "plan-made" }> {
  const todo = event.todo.map((task) => ({ ...task, seconds: task.seconds ?? times.get(task.id) ?? null }));
  return { ...event, todo, estimate: estimateOfTasks(todo) ?? event.estimate };
}
