/** How long a build will still take, from the times of earlier runs. Pure. */
import type { TaskId } from "../../scheduler/index.js";
import { type Progress, timeAtWork } from "./progress.js";

export interface TimeLeft {
  readonly seconds: number;
  /** Tasks are counted that perhaps need not run. */
  readonly atMost: boolean;
}

/**
 * The longer of two bounds: the longest chain of tasks that wait for each other, and all work shared among the jobs.
 * null when nothing is left, or when the times of more than half of the tasks are not known.
 */
export function timeLeft(progress: Progress, now: number): TimeLeft | null {
  const tasks = [...progress.open.values()];
  const known = tasks.flatMap((task) => task.seconds ?? []).sort((a, b) => a - b);
  if (tasks.length === 0 || known.length * 2 < tasks.length) return null;
  const usual = known[known.length >> 1] ?? 0;
  const longest = new Map<TaskId, number>();
  let work = 0;
  let chain = 0;
  for (const task of tasks) {
    const run = progress.begun.get(task.id);
    const elapsed = run ? timeAtWork(run, now) / 1000 : 0;
    const seconds = Math.max(0, (task.seconds ?? usual) - elapsed);
    const before = task.after.reduce((most, id) => Math.max(most, longest.get(id) ?? 0), 0);
    longest.set(task.id, before + seconds);
    work += seconds;
    chain = Math.max(chain, before + seconds);
  }
  // Once something has ended, what was seen running counts: one make may take its packages one by one.
  const lanes = progress.done > 0 && progress.widest > 0 ? progress.widest : progress.jobs;
  return { seconds: Math.max(chain, work / lanes), atMost: tasks.some((task) => !task.certain) };
}
