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
import { writeAll, writeDurably } from "./atomic-write.js";
import { encodeEntries, encodeHead, type Head, type JournalEntry } from "./journal-line.js";
import type { JournalState } from "./journal-state.js";
import { emptyState, type ReadJournal, readJournal, writeJournal } from "./journal-state.js";
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

const NO_ROOM: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);

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

  /** Its lines, the head not included. */
  get lines(): number {
    return this.#head.lines;
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
    const { bytes, head } = encodeEntries(entries, this.#head);
    this.#refuseStrangers();
    try {
      writeAll(this.#file, bytes, this.length);
      fdatasyncSync(this.#file);
    } catch (error) {
      this.#cutBack();
      throw storageError(this.#path, error);
    }
    this.#head = head;
    this.#promise();
  }

  /**
   * Writes the journal anew and short; false when there is no room for that, and the long one goes on.
   * @throws StorageError
   */
  rewrite(state: JournalState): boolean {
    const old = this.#file;
    try {
      [this.#file, this.#head] = replaceJournal(this.#path, state);
    } catch (error) {
      if (error instanceof StorageError && NO_ROOM.has(error.code ?? "")) return false;
      throw error;
    }
    closeSync(old);
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The lock keeps others out; should one come in all the same, nothing of either is to be written over. */
  #refuseStrangers(): void {
    const { size, nlink } = fstatSync(this.#file);
    if (size === this.length && nlink > 0) return;
    if (nlink === 0) throw new StorageError(`${this.#path}: somebody removed it: run again`);
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
  const { bytes, head } = writeJournal(state);
  writeDurably(path, bytes);
  try {
    return [openSync(path, "r+"), head];
  } catch (error) {
    throw storageError(path, error);
  }
}
