/** What `ipa-image status` tells. Pure. */
import type { ImageFile } from "../../buildroot/incremental/events.js";
import { changeWords, type Decision, planCounts, type Records, type TaskId } from "../../scheduler/index.js";
import { imageLine, planWords, runWords } from "../progress/messages.js";
import { duration, few, localTime } from "../progress/words.js";
import { isUpToDate, type PlanView, planJson } from "./plan-view.js";
import type { RunSummary } from "./run-summary.js";

export interface Status {
  readonly output: string;
  /** What a build would do now; or why that is not known. */
  readonly present: PlanView | { readonly reason: string };
  readonly records: Records;
  readonly lastRun: RunSummary | null;
  /** Who builds there right now, or null. */
  readonly atWork: { readonly pid: number; readonly command: string; readonly since: number } | null;
  readonly images: readonly ImageFile[];
}

/** At most so many tasks are named without --all. */
const NAMED = 6;

/** The lines; with `all` a table of all tasks at the end. */
export function statusLines(status: Status, all: boolean): readonly string[] {
  return [
    `${status.output}:`,
    ...presentLines(status.present),
    ...(status.atWork === null ? [] : [atWorkLine(status.atWork, status.lastRun)]),
    ...lastRunLines(status.lastRun),
    ...(status.images.length > 0 ? ["images:", ...status.images.map(imageLine)] : ["images: none"]),
    ...(all ? ["", ...table(status)] : []),
  ];
}

function presentLines(present: Status["present"]): readonly string[] {
  if ("reason" in present) return [`now: not known: ${present.reason}`];
  const { plan, estimate, jobs, notes } = present;
  if (isUpToDate(plan)) return [`now: up to date (${planCounts(plan).fresh} tasks)`];
  const words = [`now: ${planWords(planCounts(plan), estimate, jobs)}`, ...notes.map((note) => `  ${note}`)];
  const named = plan.tasks.flatMap(({ id, decision }) =>
    decision.kind === "run"
      ? [`  ${id}: ${few(changeWords(decision.change), 2, "; ")}`]
      : decision.kind === "broken"
        ? [`  ${id}: ${decision.error}`]
        : [],
  );
  const more = named.length - NAMED;
  return [
    ...words,
    ...named.slice(0, NAMED),
    ...(more > 0 ? [`  and ${more} more: see \`ipa-image build --dry-run\``] : []),
  ];
}

function atWorkLine(holder: NonNullable<Status["atWork"]>, run: RunSummary | null): string {
  const who = `at work: process ${holder.pid} (${holder.command}), since ${localTime(holder.since)}`;
  if (run === null || run.startedAt < holder.since || run.todo.length === 0) return who;
  const open = run.todo.filter(({ id }) => (run.tasks.get(id)?.end ?? "killed") === "killed").length;
  return `${who}: ${run.todo.length - open} of ${run.todo.length} tasks ended`;
}

const OUTCOMES: Readonly<Record<RunSummary["outcome"], string>> = {
  done: "done",
  failed: "failed",
  interrupted: "interrupted",
  unfinished: "killed, or still at work",
};

function lastRunLines(run: RunSummary | null): readonly string[] {
  if (run === null) return ["last build: none that is remembered"];
  const seconds = duration((run.endedAt - run.startedAt) / 1000);
  const counts = run.counts === null ? "" : `: ${runWords(run.counts)}`;
  const target = run.target === null ? "" : ` of ${run.target}`;
  const head = `last build${target}: ${localTime(run.startedAt)}, ${OUTCOMES[run.outcome]} after ${seconds}${counts}`;
  return [head, ...(run.failure === null ? [] : [`  ${run.failure}`, `  log: ${run.log ?? ""}`])];
}

interface Row {
  readonly id: TaskId;
  readonly now: string;
  readonly state: string;
  readonly seconds: number | null;
  readonly time: number | null;
}

function rows(status: Status): readonly Row[] {
  const decisions = new Map<TaskId, Decision | null>();
  if (!("reason" in status.present)) {
    for (const { id, decision } of status.present.plan.tasks) decisions.set(id, decision);
    for (const id of status.present.plan.gone) decisions.set(id, null);
  }
  for (const id of status.records.keys()) if (!decisions.has(id)) decisions.set(id, null);
  const known = !("reason" in status.present);
  return [...decisions].map(([id, decision]) => {
    const record = status.records.get(id);
    return {
      id,
      now: decision?.kind ?? (known ? "gone" : "not known"),
      state: record?.state ?? "never",
      seconds: record?.seconds ?? null,
      time: record?.time ?? null,
    };
  });
}

function table(status: Status): readonly string[] {
  const all = rows(status);
  const width = Math.max(4, ...all.map((row) => row.id.length));
  const line = (id: string, now: string, state: string, time: string, when: string) =>
    `${id.padEnd(width)}  ${now.padEnd(9)}  ${state.padEnd(11)}  ${time.padStart(8)}  ${when}`.trimEnd();
  return [
    line("TASK", "NOW", "LAST", "TIME", "WHEN"),
    ...all.map((row) =>
      line(
        row.id,
        row.now,
        row.state,
        row.seconds === null ? "" : duration(row.seconds),
        row.time === null ? "" : localTime(row.time),
      ),
    ),
  ];
}

/** The same as data; times are ISO 8601. */
export function statusJson(status: Status): object {
  const { present, lastRun } = status;
  const known = !("reason" in present);
  return {
    output: status.output,
    upToDate: known ? isUpToDate(present.plan) : null,
    atWork: status.atWork && { pid: status.atWork.pid, command: status.atWork.command },
    ...(known ? { plan: planJson(present) } : { unknown: present.reason }),
    lastBuild: lastRun && {
      started: new Date(lastRun.startedAt).toISOString(),
      seconds: (lastRun.endedAt - lastRun.startedAt) / 1000,
      outcome: lastRun.outcome,
      target: lastRun.target,
      counts: lastRun.counts,
      failure: lastRun.failure,
      log: lastRun.log,
    },
    images: status.images,
    tasks: rows(status).map((row) => ({
      ...row,
      time: row.time === null ? null : new Date(row.time).toISOString(),
    })),
  };
}
