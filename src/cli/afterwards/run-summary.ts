/** What became of a build, and of each task in it, from its events. Pure. */
import type { ImageEvent, ImageFile } from "../../buildroot/incremental/events.js";
import type { Cancellation, Change, PlannedTask, RunCounts, TaskId } from "../../scheduler/index.js";

export interface TaskRun {
  readonly id: TaskId;
  /** In milliseconds since 1970; null for a task that was not begun. */
  readonly startedAt: number | null;
  /** Of its own: without the time in which it rested. */
  readonly seconds: number | null;
  /** Null for a task that was not begun. */
  readonly endedAt: number | null;
  readonly change: Change | null;
  readonly reason: readonly string[];
  /** A step that is null: it rests from then on. */
  readonly steps: readonly { readonly step: string | null; readonly at: number }[];
  /** killed: no word of its end. */
  readonly end: "done" | "failed" | "interrupted" | "killed" | "fresh" | "cancelled";
  readonly cutoff: boolean;
  readonly changedMeanwhile: string | null;
  readonly error: string | null;
  readonly cancellation: Cancellation | null;
}

export interface RunSummary {
  readonly startedAt: number;
  readonly endedAt: number;
  /** unfinished: killed, or still at work. */
  readonly outcome: "done" | "failed" | "interrupted" | "unfinished";
  readonly target: string | null;
  readonly log: string | null;
  readonly jobs: number;
  readonly todo: readonly PlannedTask[];
  readonly tasks: ReadonlyMap<TaskId, TaskRun>;
  readonly gone: readonly TaskId[];
  readonly notes: readonly string[];
  readonly counts: RunCounts | null;
  readonly images: readonly ImageFile[];
  /** What is wrong and what to do, of a build that failed. */
  readonly failure: string | null;
}

type Draft = { -readonly [K in keyof TaskRun]: TaskRun[K] };

/** The summary of the events of one build. */
export function summarizeRun(events: readonly ImageEvent[]): RunSummary {
  const tasks = new Map<TaskId, Draft>();
  const gone: TaskId[] = [];
  const notes: string[] = [];
  const of = <T extends ImageEvent["type"]>(type: T) =>
    events.find((event): event is Extract<ImageEvent, { type: T }> => event.type === type) ?? null;
  for (const event of events) {
    if (event.type === "task-gone") gone.push(event.id);
    if (event.type === "note") notes.push(event.text);
    takeTask(tasks, event);
  }
  const startedAt = events[0]?.time ?? 0;
  const endedAt = events.at(-1)?.time ?? startedAt;
  for (const task of tasks.values())
    if (task.end === "killed" && task.startedAt !== null) {
      task.endedAt = endedAt;
      task.seconds = spansOf(task).reduce((sum, span) => sum + span.end - span.start, 0) / 1000;
    }
  const begin = of("build-started");
  const plan = of("plan-made");
  const finished = of("run-finished");
  return {
    startedAt,
    endedAt,
    outcome: outcomeOf(of),
    target: begin?.target ?? null,
    log: begin?.log ?? null,
    jobs: plan?.jobs ?? 1,
    todo: plan?.todo ?? [],
    tasks,
    gone,
    notes,
    counts: finished?.counts ?? null,
    images: of("build-finished")?.images ?? [],
    failure: of("build-failed")?.message ?? null,
  };
}

/** When a task was at work, in milliseconds since 1970: from its start to its end, without its rests. */
export function spansOf(
  task: Pick<TaskRun, "startedAt" | "endedAt" | "steps">,
): readonly { readonly start: number; readonly end: number }[] {
  const { startedAt, endedAt } = task;
  if (startedAt === null || endedAt === null) return [];
  const spans: { start: number; end: number }[] = [];
  let since: number | null = startedAt;
  for (const { step, at } of task.steps) {
    if (step === null && since !== null) spans.push({ start: since, end: at });
    since = step === null ? null : (since ?? at);
  }
  if (since !== null) spans.push({ start: since, end: endedAt });
  return spans;
}

function outcomeOf(of: (type: ImageEvent["type"]) => ImageEvent | null): RunSummary["outcome"] {
  if (of("build-failed")) return "failed";
  if (of("build-interrupted")) return "interrupted";
  return of("build-finished") ? "done" : "unfinished";
}

function takeTask(tasks: Map<TaskId, Draft>, event: ImageEvent): void {
  switch (event.type) {
    case "task-started": {
      const task = draft(tasks, event.id);
      Object.assign(task, { startedAt: event.time, change: event.change, reason: event.reason });
      return;
    }
    case "task-step": {
      const task = draft(tasks, event.id);
      task.steps = [...task.steps, { step: event.step, at: event.time }];
      return;
    }
    case "task-finished": {
      const { seconds, cutoff, changedMeanwhile } = event;
      const endedAt = event.time;
      Object.assign(draft(tasks, event.id), { end: "done", seconds, endedAt, cutoff, changedMeanwhile });
      return;
    }
    case "task-failed": {
      const { seconds, error } = event;
      Object.assign(draft(tasks, event.id), { end: "failed", seconds, error, endedAt: event.time });
      return;
    }
    case "task-interrupted":
      Object.assign(draft(tasks, event.id), {
        end: "interrupted",
        seconds: event.seconds,
        endedAt: event.time,
      });
      return;
    case "task-fresh":
      draft(tasks, event.id).end = "fresh";
      return;
    case "task-cancelled":
      Object.assign(draft(tasks, event.id), { end: "cancelled", cancellation: event.reason });
      return;
    default:
      return;
  }
}

function draft(tasks: Map<TaskId, Draft>, id: TaskId): Draft {
  let task = tasks.get(id);
  if (!task) {
    task = {
      id,
      startedAt: null,
      seconds: null,
      endedAt: null,
      change: null,
      reason: [],
      steps: [],
      end: "killed",
      cutoff: false,
      changedMeanwhile: null,
      error: null,
      cancellation: null,
    };
    tasks.set(id, task);
  }
  return task;
}
