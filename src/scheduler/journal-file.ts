/** The journal on the disk: each append is one write and one sync, and a failed one leaves no trace. */
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { crc32 } from "node:zlib";
import { writeAll, writeDurably } from "./atomic-write.js";
import { encodeEntry, encodeHead, type Head, type JournalEntry } from "./journal-line.js";
import type { JournalState } from "./journal-state.js";
import { emptyState, headOf, type ReadJournal, readJournal, writeJournal } from "./journal-state.js";
import { errorCode, StorageError, storageError } from "./storage-error.js";

/** Reads without touching anything; null when there is no journal. @throws StorageError */
export function readJournalFile(path: string): ReadJournal | null {
  try {
    return readJournal(readFileSync(path));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw storageError(path, error);
  }
}

export class JournalFile {
  readonly #path: string;
  #file: number;
  #head: Head;

  private constructor(path: string, file: number, head: Head) {
    this.#path = path;
    this.#file = file;
    this.#head = head;
  }

  /** Bytes of the journal. */
  get length(): number {
    return this.#head.length;
  }

  /**
   * Opens a journal to go on with, as `read` says it is: what is torn is cut off, what is damaged or not there is
   * written anew. The caller keeps other processes out. @throws StorageError
   */
  static open(path: string, read: ReadJournal | null): JournalFile {
    if (read === null || read.damaged) {
      return new JournalFile(path, ...replaceJournal(path, read?.state ?? emptyState()));
    }
    try {
      const file = openSync(path, "r+");
      if (fstatSync(file).size > read.head.length) {
        ftruncateSync(file, read.head.length);
        fdatasyncSync(file);
      }
      return new JournalFile(path, file, read.head);
    } catch (error) {
      throw storageError(path, error);
    }
  }

  /** Adds lines; they are on the disk when it returns. @throws StorageError; then the journal is as it was before. */
  append(entries: readonly JournalEntry[]): void {
    const bytes = Buffer.from(entries.map(encodeEntry).join(""), "utf8");
    this.#refuseStrangers();
    try {
      writeAll(this.#file, bytes, this.length);
      fdatasyncSync(this.#file);
    } catch (error) {
      this.#cutBack();
      throw storageError(this.#path, error);
    }
    this.#head = { length: this.length + bytes.length, checksum: crc32(bytes, this.#head.checksum) };
    this.#promise();
  }

  /** Writes the journal anew and short. @throws StorageError; then the old one goes on. */
  rewrite(state: JournalState): void {
    const old = this.#file;
    [this.#file, this.#head] = replaceJournal(this.#path, state);
    closeSync(old);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The lock keeps others out; should one come in all the same, nothing of either is to be written over. */
  #refuseStrangers(): void {
    const size = fstatSync(this.#file).size;
    if (size === this.length) return;
    throw new StorageError(
      `${this.#path}: another process changed it (${size} bytes, not ${this.length}): end that, then run again`,
    );
  }

  #cutBack(): void {
    try {
      ftruncateSync(this.#file, this.length);
    } catch {
      // A read-only disk took nothing in the first place; else the torn end is cut off at the next open.
    }
  }

  /** Not synced: it may lag behind on the disk, never run ahead, for what it promises has been synced. */
  #promise(): void {
    try {
      writeSync(this.#file, encodeHead(this.#head), 0, "latin1");
    } catch {
      // An old promise is a weaker one, and nothing is wrong with it.
    }
  }
}

/** Writes a whole journal in the place of what is there; returns it, opened. @throws StorageError */
function replaceJournal(path: string, state: JournalState): [file: number, head: Head] {
  const bytes = writeJournal(state);
  writeDurably(path, bytes);
  try {
    return [openSync(path, "r+"), headOf(bytes)];
  } catch (error) {
    throw storageError(path, error);
  }
}
