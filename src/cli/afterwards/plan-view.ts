/** A plan for people and for programs: what `ipa-image build --dry-run` prints. Pure. */
import {
  changeWords,
  type Plan,
  type PlanEstimate,
  type PlannedTask,
  planCounts,
  type Records,
  type Task,
} from "../../scheduler/index.js";
import { estimateOfTasks, type Times } from "../progress/estimate.js";
import { planWords } from "../progress/messages.js";
import type { Paint } from "../progress/paint.js";
import { few } from "../progress/words.js";
import { decisionJson } from "./why.js";

export interface PlanView {
  readonly plan: Plan;
  /** What is known of the time; null when too little was ever timed. */
  readonly estimate: PlanEstimate | null;
  readonly jobs: number;
  /** What the plan as a whole means, such as why it must be a clean build. */
  readonly notes: readonly string[];
}

/** One line for each task that would run, perhaps run, fail or be taken away, with why; the whole at the end. */
export function planLines({ plan, estimate, jobs, notes }: PlanView, colours: Paint): readonly string[] {
  const certain = new Set(plan.tasks.flatMap(({ id, decision }) => (decision.kind === "run" ? [id] : [])));
  const rows: string[] = [];
  const row = (word: string, id: string, reasons: readonly string[]) => {
    const [first = "", ...rest] = reasons;
    rows.push(`${word.padEnd(8)} ${colours.strong(id)}${first === "" ? "" : `: ${first}`}`);
    for (const reason of rest) rows.push(`${" ".repeat(8)}   ${reason}`);
  };
  for (const id of plan.gone) row("gone", id, ["what it made would be taken away"]);
  for (const { id, decision } of plan.tasks) {
    if (decision.kind === "run") row("run", id, changeWords(decision.change));
    if (decision.kind === "broken") row("broken", id, [decision.error]);
    if (decision.kind !== "perhaps") continue;
    // Those that run for certain tell more than those that only follow them.
    const causes = decision.waitsFor.filter((task) => certain.has(task));
    const names = few(causes.length > 0 ? causes : decision.waitsFor, 4);
    const unknown = decision.unknown === undefined ? [] : [`not known yet: ${decision.unknown}`];
    row("perhaps", id, [`if ${names} comes out different`, ...unknown]);
  }
  return [...notes, ...rows, planWords(planCounts(plan), estimate, jobs)];
}

/** The plan as data. `decision` is that of `ipa-image why --json`. */
export function planJson({ plan, estimate, jobs, notes }: PlanView): object {
  return {
    counts: planCounts(plan),
    estimate,
    jobs,
    notes,
    tasks: plan.tasks.map(({ id, decision }) => ({ id, ...decisionJson(decision) })),
    gone: plan.gone,
  };
}

/** Whether a build would do nothing. */
export function isUpToDate(plan: Plan): boolean {
  return plan.gone.length === 0 && plan.tasks.every(({ decision }) => decision.kind === "fresh");
}

/** How long a plan takes, from the recorded times, else from logged ones; null when more than half of the tasks were never timed. */
export function estimateOf(
  plan: Plan,
  tasks: readonly Task[],
  records: Records,
  times: Times = new Map(),
): PlanEstimate | null {
  return estimateOfTasks(toDo(plan, tasks, records, times));
}

function toDo(plan: Plan, tasks: readonly Task[], records: Records, times: Times): readonly PlannedTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return plan.tasks.flatMap(({ id, decision }): readonly PlannedTask[] => {
    const task = byId.get(id);
    if (!task || (decision.kind !== "run" && decision.kind !== "perhaps")) return [];
    const after = [...task.after, ...(task.orderOnly ?? [])];
    return [
      {
        id,
        certain: decision.kind === "run",
        after,
        seconds: records.get(id)?.seconds ?? times.get(id) ?? null,
      },
    ];
  });
}
