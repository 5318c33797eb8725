/** One call of a batch: checks what it reports, and says which items ended without a word. */

import type { Digest } from "./fingerprint.js";
import { asError } from "./run-alone.js";
import type { Batch, BatchItem, BatchReport, TaskId } from "./task.js";

/** What the machine does with the news of an item. */
export interface BatchSink {
  readonly began: (id: TaskId) => void;
  readonly step: (id: TaskId, step: string | null) => void;
  readonly line: (id: TaskId | null, text: string) => void;
  readonly worked: (id: TaskId, result: Digest) => void;
  readonly failed: (id: TaskId, error: Error) => void;
}

export interface Leftover {
  readonly id: TaskId;
  /** queued: nothing of it was changed. touched: its old result is gone or damaged. started: it was at work. */
  readonly fate: "queued" | "touched" | "started";
}

export interface BatchEnd {
  /** Why the whole call failed, or null. */
  readonly error: Error | null;
  /** The first item that was told to have failed, or null. */
  readonly failed: TaskId | null;
  /** Items without a word, in the order of the items. */
  readonly leftovers: readonly Leftover[];
}

type Fate = Leftover["fate"] | "told";

/** Never rejects. What is reported wrongly (of a stranger, twice, too late) is thrown at the one who reports it. */
export async function runBatch(
  batch: Batch,
  items: readonly BatchItem[],
  sink: BatchSink,
  common: Pick<BatchReport, "signal" | "env">,
): Promise<BatchEnd> {
  const fates = new Map<TaskId, Fate>(items.map(({ id }) => [id, "queued"]));
  let failed: TaskId | null = null;
  let over = false;
  const open = (id: TaskId, verb: string): Fate => {
    const fate = fates.get(id);
    const wrong = !fate
      ? "it is no item of this call"
      : over
        ? "the call is over"
        : fate === "told"
          ? "its fate is told already"
          : null;
    if (!fate || wrong)
      throw new Error(`batch ${batch.name}: ${verb}(${id}): ${wrong}: mend what reports it`);
    return fate;
  };
  const begin = (id: TaskId, verb: string) => {
    if (open(id, verb) === "started") return;
    fates.set(id, "started");
    sink.began(id);
  };
  const report: BatchReport = {
    ...common,
    touched: (id) => {
      if (open(id, "touched") === "queued") fates.set(id, "touched");
    },
    started: (id) => begin(id, "started"),
    step: (id, step) => {
      begin(id, "step");
      sink.step(id, step);
    },
    line: (text, id) => sink.line(id !== undefined && fates.has(id) ? id : null, text),
    finished: (id, result) => {
      begin(id, "finished");
      fates.set(id, "told");
      sink.worked(id, result);
    },
    failed: (id, error) => {
      begin(id, "failed");
      fates.set(id, "told");
      failed ??= id;
      sink.failed(id, error);
    },
  };
  let error: Error | null = null;
  try {
    await batch.run(items, report);
  } catch (thrown) {
    error = asError(thrown);
  }
  over = true;
  const leftovers = items.flatMap(({ id }): Leftover[] => {
    const fate = fates.get(id);
    return fate && fate !== "told" ? [{ id, fate }] : [];
  });
  return { error, failed, leftovers };
}
