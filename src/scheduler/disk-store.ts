/**
 * The memory of the scheduler on the disk: `journal` and `fingerprints/` in a folder of their own. A kill, a full disk
 * or a machine that stops at any moment leaves records that are true, or says that some are lost.
 */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Digest, Fingerprint } from "./fingerprint.js";
import { readFingerprint, sweepFingerprints, writeFingerprint } from "./fingerprint-files.js";
import { JournalFile, readJournalFile } from "./journal-file.js";
import { EMPTY_HEAD, type JournalEntry } from "./journal-line.js";
import { applyEntry, emptyState, type JournalState, type ReadJournal } from "./journal-state.js";
import type { Records, TaskRecord } from "./record.js";
import { StorageError, storageError } from "./storage-error.js";
import type { Store, StoreEntry } from "./store.js";
import type { TaskId } from "./task.js";

export interface DiskStoreOptions {
  /** Folder for the scheduler's files; made when it is not there. */
  readonly folder: string;
  /** Reads only, and writes nothing at all: for questions while another process may be at work. Needs no lock. */
  readonly readOnly?: boolean;
  /** Under which the machine runs; for tests. Default: what the kernel says. */
  readonly boot?: string;
}

/** While a run goes on, the journal is written anew when it has so many lines more than four for each record. */
const MANY_LINES = 1000;
/** At the end of a run, when there is time: so many more than one and a half. The next start reads it quicker. */
const SOME_LINES = 100;

export class DiskStore implements Store {
  readonly #fingerprints: string;
  readonly #journalPath: string;
  readonly #state: JournalState;
  readonly #journal: JournalFile | null;
  /** There was no room to write so many lines anew: that is tried again later. */
  #roomless = 0;

  /**
   * Opens the records in a folder. Unless it only reads, the caller holds a lock that keeps other processes out.
   * @throws StorageError
   */
  constructor(options: DiskStoreOptions) {
    this.#fingerprints = join(options.folder, "fingerprints");
    this.#journalPath = join(options.folder, "journal");
    const boot = options.boot ?? bootId();
    if (!options.readOnly) prepareFolder(options.folder);
    const read = readJournalFile(this.#journalPath) ?? this.#goneJournal();
    this.#state = read?.state ?? emptyState();
    this.#journal = options.readOnly ? null : JournalFile.open(this.#journalPath, read);
    if (boot !== this.#state.boot) this.#put([{ kind: "boot", boot }], options.readOnly === true);
  }

  records(): Records {
    return this.#state.records;
  }

  /**
   * Why records may be missing for which there is something on the disk, or null. It stays so, through kills too,
   * until regained() is called: when the caller has made sure of all that is there (a clean build).
   */
  lost(): string | null {
    return this.#state.lost === null ? null : `${this.#journalPath}: ${this.#state.lost}`;
  }

  /** The caller has seen to the loss. @throws StorageError */
  regained(): void {
    if (this.#state.lost !== null) this.#put([{ kind: "lost", why: null }]);
  }

  fingerprint(digest: Digest): Fingerprint | null {
    return readFingerprint(this.#fingerprints, digest);
  }

  /** @throws StorageError; then the record is not written, and the one before it still holds. */
  write(record: TaskRecord, fingerprint: Fingerprint | null): void {
    this.writeAll([{ record, fingerprint }]);
  }

  /** As write, for many: all are written, or none. @throws StorageError */
  writeAll(entries: readonly StoreEntry[]): void {
    for (const { record, fingerprint } of entries) {
      if (fingerprint) writeFingerprint(this.#fingerprints, record.inputs, fingerprint);
    }
    this.#put(entries.map(({ record }) => ({ kind: "record", record })));
    this.#shortenBeyond(4 * this.#state.records.size + MANY_LINES);
  }

  /** @throws StorageError */
  forget(...ids: readonly TaskId[]): void {
    const known = ids.filter((id) => this.#state.records.has(id));
    if (known.length > 0) this.#put(known.map((id) => ({ kind: "forget", id })));
  }

  /**
   * The caller has synced all that the tasks made (`sync -f`): what is done now stays done when the machine stops.
   * @throws StorageError
   */
  synced(): void {
    if (this.unsynced() !== null) this.#put([{ kind: "synced" }]);
    this.#shortenBeyond(1.5 * this.#state.records.size + SOME_LINES);
  }

  /** When the last task ended whose files may not be on the disk yet (milliseconds since 1970); null if there is none. */
  unsynced(): number | null {
    const { records, synced } = this.#state;
    const open = [...records.values()].filter((record) => record.state !== "begun" && !synced.has(record.id));
    return open.length === 0 ? null : Math.max(...open.map((record) => record.time));
  }

  /** Closes the file; the store must not be used any more. */
  close(): void {
    this.#journal?.close();
  }

  /** Where there are fingerprints, there was a journal that named them: somebody took it away. */
  #goneJournal(): ReadJournal | null {
    if (!existsSync(this.#fingerprints)) return null;
    return { state: { ...emptyState(), lost: "it is gone" }, head: EMPTY_HEAD, damaged: true };
  }

  /** First on the disk, then in memory. */
  #put(entries: readonly JournalEntry[], memoryOnly = false): void {
    if (!memoryOnly) {
      if (!this.#journal) {
        throw new StorageError(`${this.#journalPath}: opened for reading: open it for writing`);
      }
      this.#journal.append(entries);
    }
    for (const entry of entries) applyEntry(this.#state, entry);
  }

  #shortenBeyond(lines: number): void {
    if (!this.#journal || this.#journal.lines <= Math.max(lines, this.#roomless)) return;
    if (this.#journal.rewrite(this.#state)) {
      const { records } = this.#state;
      sweepFingerprints(this.#fingerprints, new Set([...records.values()].map((record) => record.inputs)));
    } else this.#roomless = 2 * this.#journal.lines;
  }
}

/** Makes the folder, and removes what a kill while the journal was written anew left in it. */
function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      if (/^journal\..*\.tmp$/.test(name)) rmSync(join(folder, name), { force: true });
    }
  } catch (error) {
    throw storageError(folder, error);
  }
}

/** Another one after each start of the machine; where the kernel does not tell, each time another one. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return randomUUID();
  }
}
