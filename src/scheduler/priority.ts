/** What to start first: the task with the longest way to the end, by the times of earlier runs. Pure. */
import type { Graph } from "./graph.js";
import type { Records } from "./record.js";

/** By place, in seconds; a task without a time counts like the middle one of the others, or 1. */
export function expectedSeconds(graph: Graph, records: Records): Float64Array {
  const known: number[] = [];
  const seconds = Float64Array.from(graph.tasks, (task) => {
    const time = records.get(task.id)?.seconds ?? Number.NaN;
    if (!Number.isNaN(time)) known.push(time);
    return time;
  });
  const usual = known.sort((a, b) => a - b)[known.length >> 1] ?? 1;
  return seconds.map((time) => (Number.isNaN(time) ? usual : time));
}

/** By place: the seconds from the start of a task to the end of the last one that waits for it. */
export function longestToEnd(graph: Graph, seconds: (place: number) => number): Float64Array {
  const longest = new Float64Array(graph.tasks.length);
  for (let place = longest.length - 1; place >= 0; place--) {
    let behind = 0;
    for (const next of graph.behind[place] ?? []) behind = Math.max(behind, longest[next] ?? 0);
    longest[place] = seconds(place) + behind;
  }
  return longest;
}
