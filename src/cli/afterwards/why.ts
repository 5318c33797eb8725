/** Why a task ran, or did not: the answer to `ipa-image why TASK`, from the events of past builds and a plan of the next. */
import { cancellationWords, changeWords, type Decision, type TaskId } from "../../scheduler/index.js";
import { duration, few, localTime } from "../progress/words.js";
import { reasonLines } from "./change-lines.js";
import type { RunSummary, TaskRun } from "./run-summary.js";

/** What a build would do now; or why that is not known. */
export type Present =
  | { readonly kind: "decided"; readonly decision: Decision | "gone" }
  | { readonly kind: "unknown"; readonly reason: string };

export interface Why {
  readonly task: TaskId;
  /** In the last build in which it took part; null if there was none. */
  readonly last: { readonly run: RunSummary; readonly task: TaskRun; readonly isLatest: boolean } | null;
  /** The last build in which it ran, if that is another one. */
  readonly ran: { readonly run: RunSummary; readonly task: TaskRun } | null;
  readonly present: Present;
}

/** Gathers the answer. `runs`: oldest first. */
export function whyOf(task: TaskId, runs: readonly RunSummary[], present: Present): Why {
  const newest = [...runs].reverse();
  const lastRun = newest.find((run) => run.tasks.has(task));
  const ranRun = newest.find((run) => run.tasks.get(task)?.change);
  const lastTask = lastRun?.tasks.get(task);
  const ranTask = ranRun?.tasks.get(task);
  return {
    task,
    last: lastRun && lastTask ? { run: lastRun, task: lastTask, isLatest: lastRun === newest[0] } : null,
    ran: ranRun && ranTask && ranRun !== lastRun ? { run: ranRun, task: ranTask } : null,
    present,
  };
}

/** The answer in lines. */
export function whyLines(why: Why): readonly string[] {
  const lines: string[] = [];
  if (why.last === null) lines.push(`${why.task}: took part in no build that is remembered`);
  else {
    const { run, task, isLatest } = why.last;
    lines.push(
      `${why.task}: ${isLatest ? "in the last build" : "last taken into a build"}, ${localTime(run.startedAt)}:`,
    );
    lines.push(...taskLines(task, run));
  }
  if (why.ran !== null) {
    lines.push(`it last ran in the build of ${localTime(why.ran.run.startedAt)}:`);
    lines.push(...taskLines(why.ran.task, why.ran.run));
  }
  lines.push(...presentLines(why.present));
  return lines;
}

function taskLines(task: TaskRun, run: RunSummary): readonly string[] {
  if (task.end === "fresh") return ["  did not run: nothing that decides it had changed"];
  if (task.cancellation !== null) return [`  did not run: ${cancellationWords(task.cancellation)}`];
  const ended = endWords(task);
  if (task.change === null) return [`  ${ended}`];
  return [`  ran because`, ...reasonLines(task.change, run.tasks, "    "), `  and ${ended}`];
}

function endWords(task: TaskRun): string {
  const time = task.seconds === null ? "" : ` after ${duration(task.seconds)}`;
  switch (task.end) {
    case "done": {
      const same = task.cutoff ? ", and came out the same" : "";
      const again = task.changedMeanwhile === null ? "" : `; ${task.changedMeanwhile} changed meanwhile`;
      return `was done${time}${same}${again}`;
    }
    case "failed":
      return `failed${time}: ${task.error ?? ""}`;
    case "interrupted":
      return `was interrupted${time}`;
    default:
      return "was killed, or is still at work";
  }
}

function presentLines(present: Present): readonly string[] {
  if (present.kind === "unknown") return [`now: not known: ${present.reason}`];
  const { decision } = present;
  if (decision === "gone") return ["now: the configuration has it no more: a build takes away what it made"];
  switch (decision.kind) {
    case "fresh":
      return ["now: up to date"];
    case "run":
      return ["now: a build would run it because", ...reasonLines(decision.change, new Map(), "  ")];
    case "perhaps":
      return [`now: a build would run it if ${few(decision.waitsFor, 4)} came out different`];
    case "broken":
      return [`now: it cannot run: ${decision.error}`];
  }
}

/** The answer as data; times are ISO 8601. */
export function whyJson(why: Why): object {
  const told = (entry: { readonly run: RunSummary; readonly task: TaskRun } | null) =>
    entry && {
      build: new Date(entry.run.startedAt).toISOString(),
      end: entry.task.end,
      seconds: entry.task.seconds,
      change: entry.task.change,
      reason: entry.task.reason,
      cutoff: entry.task.cutoff,
      changedMeanwhile: entry.task.changedMeanwhile,
      error: entry.task.error,
      cancellation: entry.task.cancellation,
    };
  return {
    task: why.task,
    last: told(why.last),
    ran: told(why.ran ?? (why.last?.task.change ? why.last : null)),
    now: presentJson(why.present),
  };
}

export function presentJson(present: Present): object {
  if (present.kind === "unknown") return { decision: null, why: present.reason };
  if (present.decision === "gone") return { decision: "gone" };
  return decisionJson(present.decision);
}

/** A decision as data, with its reasons in words beside. */
export function decisionJson(decision: Decision): object {
  switch (decision.kind) {
    case "fresh":
      return { decision: "fresh" };
    case "run":
      return { decision: "run", change: decision.change, reason: changeWords(decision.change) };
    case "perhaps":
      return { decision: "perhaps", waitsFor: decision.waitsFor, unknown: decision.unknown ?? null };
    case "broken":
      return { decision: "broken", error: decision.error };
  }
}
