/** A store that forgets with the process: for tests, and for runs that nobody wants remembered. */
import type { Digest, Fingerprint } from "./fingerprint.js";
import type { Records, TaskRecord } from "./record.js";
import type { Store, StoreEntry } from "./store.js";
import type { TaskId } from "./task.js";

export class MemoryStore implements Store {
  readonly #records = new Map<TaskId, TaskRecord>();
  readonly #fingerprints = new Map<Digest, Fingerprint>();

  records(): Records {
    return this.#records;
  }

  fingerprint(digest: Digest): Fingerprint | null {
    return this.#fingerprints.get(digest) ?? null;
  }

  write(record: TaskRecord, fingerprint: Fingerprint | null): void {
    if (fingerprint) this.#fingerprints.set(record.inputs, fingerprint);
    this.#records.set(record.id, record);
  }

  writeAll(entries: readonly StoreEntry[]): void {
    for (const { record, fingerprint } of entries) this.write(record, fingerprint);
  }

  forget(...ids: readonly TaskId[]): void {
    for (const id of ids) this.#records.delete(id);
  }
}
