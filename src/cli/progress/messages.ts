/** What an event says in lines that stay: the plain report, and what stands above a live view. Pure. */
import type { ImageEvent, ImageFile } from "../../buildroot/incremental/events.js";
import type { PlanCounts, PlanEstimate, PlannedTask, RunCounts } from "../../scheduler/index.js";
import type { Paint } from "./paint.js";
import { count, duration, few, printable, size } from "./words.js";

/** The lines of an event. `live`: beside a view that shows what runs, so that only what must stay is told. */
export function messages(event: ImageEvent, live: boolean, colours: Paint): readonly string[] {
  switch (event.type) {
    case "build-started":
      return [`build: output folder ${event.output}`, `build: log ${event.log}`];
    case "note":
      return event.text.split("\n").map((line) => `build: ${line}`);
    case "plan-made":
      return [
        `build: ${planWords(event.counts, timesKnown(event.todo) ? event.estimate : null, event.jobs)}`,
      ];
    case "task-gone":
      return [`${event.id}: is no more: what it made is taken away`];
    case "task-started":
      return live ? [] : [`${event.id}: ${few(event.reason, 3, "; ")}`];
    case "task-finished": {
      const odd = event.changedMeanwhile === null ? [] : [meanwhile(event.id, event.changedMeanwhile)];
      const same = event.cutoff ? ", and came out the same" : "";
      return live ? odd : [`${event.id}: done in ${duration(event.seconds)}${same}`, ...odd];
    }
    case "task-failed": {
      const after = event.seconds === null ? "" : ` after ${duration(event.seconds)}`;
      return [
        ...event.tail.map((line) => `  | ${printable(line)}`),
        colours.bad(`${event.id}: failed${after}: ${printable(event.error)}`),
      ];
    }
    case "task-interrupted":
      return live ? [] : [`${event.id}: interrupted after ${duration(event.seconds)}`];
    case "task-cancelled":
      return live || event.reason.kind !== "dependency"
        ? []
        : [`${event.id}: not begun: needs ${event.reason.failed}, which failed`];
    case "run-finished":
      return [`build: ${runWords(event.counts)}, in ${duration(event.seconds)}`];
    case "build-failed":
      return [colours.bad(`build: ${printable(event.message)}`), `build: the whole log is ${event.log}`];
    case "build-interrupted":
      return [
        `build: interrupted (${event.signal}): no process is left; the same command goes on from here`,
        `build: log ${event.log}`,
      ];
    case "build-finished":
      return [colours.good(`build: done in ${duration(event.seconds)}`), ...event.images.map(imageLine)];
    case "batch-started":
    case "batch-finished":
    case "task-step":
    case "task-line":
    case "task-fresh":
      return [];
  }
}

/** An estimate in which most is a guess would be one itself. */
function timesKnown(todo: readonly PlannedTask[]): boolean {
  return todo.filter((task) => task.seconds !== null).length * 2 >= todo.length;
}

function meanwhile(id: string, what: string): string {
  return `${id}: ${what} changed while it was at work: it is done again in the next build`;
}

export function imageLine(image: ImageFile): string {
  return `  ${image.name}  ${size(image.bytes)}`;
}

/** `3 tasks to run, 2 perhaps, 120 up to date; about 2:10 with 4 jobs`. */
export function planWords(counts: PlanCounts, estimate: PlanEstimate | null, jobs: number): string {
  const some = [
    counts.run > 0 ? `${count(counts.run, "task")} to run` : "",
    counts.perhaps > 0 ? `${counts.run > 0 ? counts.perhaps : count(counts.perhaps, "task")} perhaps` : "",
    counts.broken > 0 ? `${counts.broken} that cannot run` : "",
    counts.gone > 0 ? `${counts.gone} to take away` : "",
  ].filter((text) => text !== "");
  if (some.length === 0) return `nothing to do: ${count(counts.fresh, "task")} up to date`;
  const fresh = counts.fresh > 0 ? [`${counts.fresh} up to date`] : [];
  const time = estimate === null ? "" : timeWords(estimate, counts.perhaps > 0, jobs);
  return `${[...some, ...fresh].join(", ")}${time}`;
}

/** Empty below a second: it would say nothing. */
function timeWords(estimate: PlanEstimate, perhaps: boolean, jobs: number): string {
  const seconds = Math.max(estimate.longest, (estimate.run + estimate.perhaps) / Math.max(1, jobs));
  if (seconds < 1) return "";
  const least = Math.max(0, estimate.run / Math.max(1, jobs));
  const words =
    perhaps && least < seconds - 1 ? `${duration(least)} to ${duration(seconds)}` : duration(seconds);
  return `; about ${words} with ${count(jobs, "job")}`;
}

/** `3 done, 1 failed, 120 up to date`. */
export function runWords(counts: RunCounts): string {
  const parts = [
    counts.ran > 0 ? `${count(counts.ran, "task")} done` : "",
    counts.failed > 0 ? `${counts.failed} failed` : "",
    counts.interrupted > 0 ? `${counts.interrupted} interrupted` : "",
    counts.cancelled > 0 ? `${counts.cancelled} not begun` : "",
    counts.gone > 0 ? `${counts.gone} taken away` : "",
    counts.fresh > 0 ? `${counts.fresh} up to date` : "",
  ].filter((text) => text !== "");
  return parts.length > 0 ? parts.join(", ") : "nothing to do";
}
