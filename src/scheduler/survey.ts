/** What is known of the tasks before any of them runs: inputs read, records looked up, results looked for. */
import { asksForMissing, type Inputs } from "./decide.js";
import { type Graph, placesOf, withNeeds } from "./graph.js";
import type { PlanOptions } from "./plan.js";
import { findMissing, readInputs } from "./questions.js";
import type { Records } from "./record.js";
import type { Store } from "./store.js";
import type { Task } from "./task.js";

export interface Survey {
  readonly records: Records;
  /** By place; those that are not wanted are null. */
  readonly inputs: (Inputs | null)[];
  readonly missing: (string | null)[];
  readonly asked: ReadonlySet<number>;
  readonly wanted: (place: number) => boolean;
}

/** Asks at most so many tasks at once. */
const atOnce = 64;

/** @throws GraphError for asked ids that do not exist. What a task's own questions throw is kept as its error. */
export async function surveyTasks(graph: Graph, store: Store, options: PlanOptions): Promise<Survey> {
  const only = options.only && withNeeds(graph, options.only, "asked for");
  const asked = new Set(placesOf(graph, options.asked ?? [], "asked for"));
  const wanted = only ? (place: number) => only.has(place) : () => true;
  const records = new Map(store.records()); // The store goes on while the run needs what was before it.
  const inputs: (Inputs | null)[] = graph.tasks.map(() => null);
  const missing: (string | null)[] = graph.tasks.map(() => null);
  const places = graph.tasks.flatMap((_, place) => (wanted(place) ? [place] : []));
  await askAll(graph, places, readInputs, (place, answer) => {
    inputs[place] = answer;
  });
  const recorded = places.filter((place) => {
    const own = inputs[place];
    const task = graph.tasks[place];
    return task?.missing && own && asksForMissing(records.get(task.id), own);
  });
  await askAll(graph, recorded, findMissing, (place, answer) => {
    missing[place] = answer;
  });
  return { records, inputs, missing, asked, wanted };
}

async function askAll<Answer>(
  graph: Graph,
  places: readonly number[],
  ask: (task: Task) => Answer | Promise<Answer>,
  keep: (place: number, answer: Answer) => void,
): Promise<void> {
  const open = places.values();
  const worker = async () => {
    for (const place of open) {
      const task = graph.tasks[place];
      if (!task) continue;
      const answer = ask(task);
      keep(place, answer instanceof Promise ? await answer : answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
