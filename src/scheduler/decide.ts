/** Whether one task runs, and why: the one judge of plans, of runs, and of the answer afterwards. Pure. */
import type { Change } from "./change.js";
import { type Difference, type Digest, type Fingerprint, fingerprintDifference } from "./fingerprint.js";
import type { Decision } from "./plan.js";
import type { TaskRecord } from "./record.js";
import type { Task, TaskId } from "./task.js";

export interface ReadInputs {
  readonly digest: Digest;
  readonly fingerprint: Fingerprint;
}

/** Its own inputs, or why they cannot be read (yet). */
export type Inputs = ReadInputs | { readonly error: string };

export interface Facts {
  readonly after: readonly TaskId[];
  /** Tasks that may change its inputs by running, whatever comes out: those of orderOnly, if its inputs are asked for. */
  readonly makers: readonly TaskId[];
  readonly record: TaskRecord | undefined;
  readonly inputs: Inputs;
  /** Which of its results is gone from the disk; null if none is, or if something else decides already. */
  readonly missing: string | null;
  /** The user asked that it runs. */
  readonly asked: boolean;
}

/** What the rest of the world says when a task is decided. */
export interface Surroundings {
  /** What came out of a task that is settled; null as long as it is not. */
  readonly resultOf: (id: TaskId) => Digest | null;
  /** A recorded fingerprint; only asked where it is not the present one. */
  readonly fingerprint: (digest: Digest) => Fingerprint | null;
}

/** A later call with more results never takes back a "run", nor gives it another reason than a fuller one. */
export function decide(facts: Facts, around: Surroundings): Decision {
  const { record, inputs } = facts;
  const unsettled = (id: TaskId) => around.resultOf(id) === null;
  const open = [...facts.after.filter(unsettled), ...facts.makers.filter(unsettled)];
  if ("error" in inputs) {
    const certain = regardless(record, false);
    if (open.length > 0) return certain ?? { kind: "perhaps", waitsFor: open, unknown: inputs.error };
    return { kind: "broken", error: inputs.error };
  }
  if (!record || (record.state === "done" && record.result === null)) return run({ kind: "first" });
  const results = changedResults(facts.after, record, around);
  const relisted = changedList(facts.after, record);
  const same = inputs.digest === record.inputs && relisted.length === 0;
  const certain = regardless(record, same && results.length === 0);
  if (certain) return certain;
  if (!same)
    return run({ kind: "inputs", differences: differences(record, inputs, relisted, around), results });
  if (facts.missing !== null) return run({ kind: "missing", what: facts.missing });
  if (results.length > 0) return run({ kind: "results", tasks: results });
  if (facts.asked) return run({ kind: "asked" });
  return open.length > 0 ? { kind: "perhaps", waitsFor: open } : { kind: "fresh" };
}

/** The facts of a task, from what was found of it. */
export function factsOf(
  task: Task,
  record: TaskRecord | undefined,
  inputs: Inputs,
  missing: string | null,
  asked: boolean,
): Facts {
  const makers = typeof task.inputs === "function" ? (task.orderOnly ?? none) : none;
  return { after: task.after, makers, record, inputs, missing, asked };
}

const none: readonly TaskId[] = [];

/** Only a record that is done, of the same inputs, leaves the question what is on the disk. */
export function asksForMissing(record: TaskRecord | undefined, inputs: Inputs): boolean {
  return record?.state === "done" && "digest" in inputs && inputs.digest === record.inputs;
}

function run(change: Change): Decision {
  return { kind: "run", change };
}

/** The reasons to run that no input can take away. */
function regardless(record: TaskRecord | undefined, sameInputs: boolean): Decision | null {
  switch (record?.state) {
    case undefined:
      return run({ kind: "first" });
    case "begun":
      return run({ kind: "killed" });
    case "changed":
      return run({ kind: "changed" });
    case "interrupted":
      return run({ kind: "interrupted", sameInputs });
    case "failed":
      return run({ kind: "failed", sameInputs });
    case "done":
      return null;
  }
}

/** The tasks before it that are settled, and came out other than it was made with. */
function changedResults(
  after: readonly TaskId[],
  record: TaskRecord,
  around: Surroundings,
): readonly TaskId[] {
  return after.filter((id) => {
    const before = record.after.get(id);
    const now = around.resultOf(id);
    return before !== undefined && now !== null && now !== before;
  });
}

/** The tasks that it newly comes after, or no longer does. */
function changedList(after: readonly TaskId[], record: TaskRecord): readonly Difference[] {
  const changes: Difference[] = [];
  for (const id of after)
    if (!record.after.has(id)) changes.push({ name: `after ${id}`, before: null, after: id });
  // Lists have no entry twice in practice; if one does, the set below is made all the same.
  if (record.after.size === after.length - changes.length) return changes;
  const now = new Set(after);
  for (const id of record.after.keys())
    if (!now.has(id)) changes.push({ name: `after ${id}`, before: id, after: null });
  return changes;
}

function differences(
  record: TaskRecord,
  inputs: ReadInputs,
  relisted: readonly Difference[],
  around: Surroundings,
): readonly Difference[] {
  if (inputs.digest === record.inputs) return relisted;
  const before = around.fingerprint(record.inputs);
  return before ? [...fingerprintDifference(before, inputs.fingerprint), ...relisted] : relisted;
}
