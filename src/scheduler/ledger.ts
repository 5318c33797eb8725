/** Writes what becomes of the tasks into the store, so that a kill at any moment leaves a record that is true. */
import type { ReadInputs } from "./decide.js";
import type { Digest } from "./fingerprint.js";
import type { Records, TaskRecord } from "./record.js";
import type { Store } from "./store.js";
import type { Task, TaskId } from "./task.js";

export type Ending =
  | { readonly state: "done" | "changed"; readonly result: Digest; readonly seconds: number }
  | { readonly state: "failed" | "interrupted" };

export class Ledger {
  constructor(
    private readonly store: Store,
    /** What was recorded before the run. */
    private readonly before: Records,
    private readonly resultOf: (id: TaskId) => Digest | null,
    private readonly now: () => number,
  ) {}

  /** Before the work: with this on the disk, a task that was killed is known as one. */
  begin(tasks: readonly { readonly task: Task; readonly inputs: ReadInputs }[]): void {
    this.store.writeAll(
      tasks.map(({ task, inputs }) => ({
        record: this.#record(task, inputs.digest, "begun"),
        fingerprint: inputs.fingerprint,
      })),
    );
  }

  /** After the work. The inputs are those that it began with. */
  end(task: Task, inputs: ReadInputs, ending: Ending): void {
    const record = this.#record(task, inputs.digest, ending.state);
    const made = "result" in ending ? { result: ending.result, seconds: ending.seconds } : {};
    this.store.write({ ...record, ...made }, null);
  }

  /** Of tasks of a batch whose turn never came: as if they had not begun. */
  takeBack(ids: readonly TaskId[]): void {
    const records = ids.flatMap((id) => this.before.get(id) ?? []);
    if (records.length > 0) this.store.writeAll(records.map((record) => ({ record, fingerprint: null })));
    this.store.forget(...ids.filter((id) => !this.before.has(id)));
  }

  #record(task: Task, inputs: Digest, state: TaskRecord["state"]): TaskRecord {
    const old = this.before.get(task.id);
    const after = new Map<TaskId, Digest>();
    for (const id of task.after) {
      const result = this.resultOf(id);
      if (result !== null) after.set(id, result);
    }
    return {
      id: task.id,
      state,
      inputs,
      after,
      result: old?.result ?? null,
      seconds: old?.seconds ?? null,
      time: this.now(),
    };
  }
}
