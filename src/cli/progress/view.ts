/** The live view of a build: a bar, what runs, what comes next. Pure. */
import type { TaskId } from "../../scheduler/index.js";
import { bar } from "./bar.js";
import { clip, pad } from "./fit.js";
import type { Paint } from "./paint.js";
import { type Progress, type RunningTask, timeAtWork } from "./progress.js";
import { timeLeft } from "./time-left.js";
import { duration, printable } from "./words.js";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** More rows than this are no longer a glance. */
const MOST_ROWS = 16;

/**
 * The lines to show `now` (milliseconds since 1970): each fits in `columns`, and all leave a row of the terminal free.
 * None before the first event and after the last one.
 */
export function view(progress: Progress, size: Size, now: number, colours: Paint): readonly string[] {
  if (progress.begunAt === null || progress.ended) return [];
  // The last column stays empty: some terminals begin a new line when it is written.
  const columns = Math.max(1, size.columns - 1);
  const rows = Math.max(1, Math.min(MOST_ROWS, size.rows - 1));
  const head = headLine(progress, columns, now, colours);
  if (rows === 1) return [head];
  const { running } = progress;
  const next = progress.waiting > 0 && rows > 2 ? [nextLine(progress, columns, colours)] : [];
  return [head, ...runningLines(running, columns, rows - 1 - next.length, now, colours), ...next];
}

/** The widest of several forms that leaves the bar some room; the bar takes what is left. */
function headLine(progress: Progress, columns: number, now: number, colours: Paint): string {
  const elapsed = duration((now - (progress.begunAt ?? now)) / 1000);
  if (progress.counts === null) return clip(`looking what is to be done, ${elapsed}`, columns);
  const counts = { done: progress.done, running: progress.running.length, waiting: progress.waiting };
  const tally = `${counts.done}/${progress.total}`;
  const left = timeLeft(progress, now);
  const rest = left ? `${left.atMost ? "at most" : "about"} ${duration(left.seconds)} left` : "";
  const failed = progress.failed > 0 ? `${progress.failed} failed` : "";
  const join = (...words: string[]) => words.filter((word) => word !== "").join(", ");
  const forms = [
    join(tally, failed, `${counts.running} running`, `${counts.waiting} waiting`, elapsed, rest),
    join(tally, failed, elapsed, rest),
    join(tally, failed, elapsed),
    failed === "" ? `${tally} ${elapsed}` : join(tally, failed),
    tally,
  ];
  const room = columns >= 60 ? 20 : columns >= 30 ? 12 : 6;
  const words = forms.find((form) => form.length + room <= columns) ?? clip(forms.at(-1) ?? "", columns);
  const drawn = bar(counts, Math.min(40, columns - words.length - 1), colours);
  const painted = failed === "" ? words : words.replace(failed, colours.bad(failed));
  return drawn === "" ? painted : `${drawn} ${painted}`;
}

function runningLines(
  running: readonly RunningTask[],
  columns: number,
  rows: number,
  now: number,
  colours: Paint,
): readonly string[] {
  // Longest running first: what hangs is on top, and what comes and goes does not move it.
  const sorted = [...running].sort((a, b) => timeAtWork(b, now) - timeAtWork(a, now));
  const shown = sorted.length <= rows ? sorted : sorted.slice(0, Math.max(0, rows - 1));
  const widest = Math.max(0, ...shown.map((task) => task.id.length));
  const name = Math.min(widest, Math.max(8, Math.floor(columns / 3)));
  const lines = shown.map((task) => runningLine(task, columns, name, now, colours));
  const hidden = sorted.length - shown.length;
  return hidden > 0 && rows > 0 ? [...lines, clip(`  and ${hidden} more`, columns)] : lines;
}

/** `  busybox  0:34 of 1:10  Building  CC foo.o`, as much of it as fits. */
function runningLine(
  task: RunningTask,
  columns: number,
  nameColumns: number,
  now: number,
  colours: Paint,
): string {
  const elapsed = duration(timeAtWork(task, now) / 1000);
  if (columns < 30) {
    const room = columns - elapsed.length - 1;
    return room < 3 ? clip(task.id, columns) : `${pad(task.id, room)} ${elapsed}`;
  }
  const of = task.estimate === null || task.estimate < 1 ? "" : ` of ${duration(task.estimate)}`;
  const time = columns < 60 ? pad(elapsed, 7) : pad(elapsed + of, 16);
  const start = `  ${pad(task.id, nameColumns)}  ${time}  `;
  const shown = `  ${colours.strong(pad(task.id, nameColumns))}  ${time}  `;
  const detail =
    task.line === null ? task.reason.join("; ") : printable(task.line).replace(/\s+/g, " ").trim();
  const stepColumns = columns >= 90 ? 20 : 12;
  const room = columns - start.length - stepColumns - 2;
  const step = task.step ?? "";
  if (room < 12 || detail === "" || step.length > stepColumns)
    return `${shown}${clip(step, Math.min(24, columns - start.length))}`.trimEnd();
  return `${shown}${pad(step, stepColumns)}  ${colours.faint(clip(detail, room))}`;
}

/** The tasks that wait: those for which nothing else has to end first stand in front. */
function nextLine(progress: Progress, columns: number, colours: Paint): string {
  const working = new Set(progress.running.map(({ id }) => id));
  const ready: TaskId[] = [];
  const later: TaskId[] = [];
  for (const task of progress.open.values()) {
    if (working.has(task.id)) continue;
    const free = task.after.every((id) => !progress.open.has(id));
    (free ? ready : later).push(task.id);
    if (ready.length > columns / 2) break;
  }
  const waiting = [...ready, ...later];
  let text = columns < 30 ? "next:" : "  next:";
  let shown = 0;
  for (const id of waiting) {
    const more = progress.waiting - shown - 1;
    const tail = more > 0 ? `, and ${more} more` : "";
    const longer = `${text}${shown > 0 ? "," : ""} ${id}`;
    if (longer.length + tail.length > columns) break;
    text = longer;
    shown++;
  }
  if (shown === 0) return colours.faint(clip(`${text} ${waiting[0] ?? ""}`, columns));
  const more = progress.waiting - shown;
  return colours.faint(more > 0 ? `${text}, and ${more} more` : text);
}
