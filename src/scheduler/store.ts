/** The memory of the scheduler: a seam, so that plans and runs are tested without a disk. */
import type { Digest, Fingerprint } from "./fingerprint.js";
import type { Records, TaskRecord } from "./record.js";
import type { TaskId } from "./task.js";

export interface Store {
  /** All records, as the journal tells them; a task that was running when the machine stopped is `begun`. */
  readonly records: () => Records;
  /** A whole fingerprint by its digest; null when it is lost (then nobody can say what changed, only that it did). */
  readonly fingerprint: (digest: Digest) => Fingerprint | null;
  /** Remembers a record, after its fingerprint where that is new. On the disk when it returns. */
  readonly write: (record: TaskRecord, fingerprint: Fingerprint | null) => void;
  /** The same for many, with one wait for the disk: a batch of thousands begins at once. */
  readonly writeAll: (entries: readonly StoreEntry[]) => void;
  /** Forgets tasks that are no more, with one wait for the disk. */
  readonly forget: (...ids: readonly TaskId[]) => void;
}

export interface StoreEntry {
  readonly record: TaskRecord;
  readonly fingerprint: Fingerprint | null;
}
