/** Runs tasks one after the other, and tells every step as an event. */

import { orderPhases } from "./order-phases.js";
import type { Phase } from "./phase.js";
import type { RunResult, TaskEvent } from "./phase-events.js";

export interface RunOptions {
  readonly emit: (event: TaskEvent) => void;
  readonly signal: AbortSignal;
  /** Milliseconds on a clock that never goes back; tests pass their own. */
  readonly now?: () => number;
}

/**
 * Runs all tasks in order and stops at the first that fails; the rest are told as cancelled.
 * Never throws for what a task does: the error is in the result.
 */
export async function runPhases(tasks: readonly Phase[], options: RunOptions): Promise<RunResult> {
  const now = options.now ?? (() => performance.now());
  const ordered = orderPhases(tasks);
  for (const [index, task] of ordered.entries()) {
    const started = now();
    const seconds = () => (now() - started) / 1000;
    const cancelFrom = (first: number, reason: string) => {
      for (const rest of ordered.slice(first))
        options.emit({ type: "task-cancelled", task: rest.id, reason });
    };
    if (options.signal.aborted) {
      cancelFrom(index, "the run was interrupted");
      return { kind: "cancelled", task: task.id };
    }
    try {
      const need = (await task.need?.()) ?? { kind: "run", reason: "it runs every time" };
      if (need.kind === "up-to-date") {
        options.emit({ type: "task-skipped", task: task.id, reason: need.reason });
        continue;
      }
      options.emit({ type: "task-started", task: task.id, reason: need.reason });
      await task.run(options.signal);
      // A task that ended because of the signal has not done its work, whatever it returned.
      options.signal.throwIfAborted();
    } catch (error) {
      if (options.signal.aborted) {
        cancelFrom(index, "the run was interrupted");
        return { kind: "cancelled", task: task.id };
      }
      const reason = error instanceof Error ? error.message : String(error);
      options.emit({ type: "task-failed", task: task.id, seconds: seconds(), reason });
      cancelFrom(index + 1, `${task.id} failed`);
      return { kind: "failed", task: task.id, error };
    }
    options.emit({ type: "task-finished", task: task.id, seconds: seconds() });
  }
  return { kind: "done" };
}
