/** What a journal tells. Pure: from bytes to records, and back to the bytes of a compact journal. */
import { crc32 } from "node:zlib";
import {
  decodeEntry,
  decodeHead,
  EMPTY_HEAD,
  encodeEntries,
  encodeHead,
  HEAD_LENGTH,
  type Head,
  type JournalEntry,
} from "./journal-line.js";
import type { TaskRecord } from "./record.js";
import type { TaskId } from "./task.js";

export interface JournalState {
  readonly records: Map<TaskId, TaskRecord>;
  /** Tasks whose files are on the disk as the record says, for certain. */
  readonly synced: Set<TaskId>;
  /** Under which the last lines were written; null when that is not known. */
  boot: string | null;
  /** Why records may be missing, for which there is something in the output; null when all is well. */
  lost: string | null;
}

export interface ReadJournal {
  readonly state: JournalState;
  /** Of the part that can be trusted; what follows them is an append that never ended. */
  readonly head: Head;
  /** The bytes are not what was written: they must be written anew, as `state` has it. */
  readonly damaged: boolean;
}

export function emptyState(): JournalState {
  return { records: new Map(), synced: new Set(), boot: null, lost: null };
}

/**
 * Reads a journal. What is broken beyond the length that the head promises is an append that never ended: nobody was
 * told that it is on the disk, and it is passed over. Any other damage may have been about any task: no record is
 * trusted any more.
 */
export function readJournal(bytes: Buffer): ReadJournal {
  const state = emptyState();
  const promised = decodeHead(bytes);
  const { length, checksum } = promised ?? EMPTY_HEAD;
  const whole = promised !== null && bytes.length >= length && checksumOf(bytes, length) === checksum;
  let start = HEAD_LENGTH;
  let lines = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    if (end < 0) break;
    const entry = decodeEntry(bytes, start, end, whole && end < length ? null : lines);
    if (entry) applyEntry(state, entry);
    else if (whole) break;
    start = end + 1;
    lines++;
  }
  if (!whole) {
    distrust(state);
    // Said last: a line that tells of an older loss seen to does not mean this one.
    state.lost = bytes.length < length ? `it ends at byte ${bytes.length} of ${length}` : "it is damaged";
    return { state, head: EMPTY_HEAD, damaged: true };
  }
  const tail = bytes.subarray(length, start);
  return { state, head: { length: start, lines, checksum: crc32(tail, checksum) }, damaged: false };
}

function checksumOf(bytes: Buffer, length: number): number {
  return crc32(bytes.subarray(HEAD_LENGTH, length));
}

/** Takes a line into the state. */
export function applyEntry(state: JournalState, entry: JournalEntry): void {
  switch (entry.kind) {
    case "record":
      state.records.set(entry.record.id, entry.record);
      state.synced.delete(entry.record.id);
      return;
    case "forget":
      state.records.delete(entry.id);
      state.synced.delete(entry.id);
      return;
    case "boot":
      if (entry.boot !== state.boot) machineStopped(state);
      state.boot = entry.boot;
      return;
    case "synced":
      for (const record of state.records.values()) if (record.state !== "begun") state.synced.add(record.id);
      return;
    case "lost":
      state.lost = entry.why;
      return;
  }
}

/**
 * The machine stopped, and nobody wrote the files of these tasks to the disk: they may be empty or old by now, so the
 * tasks count as begun (one that was interrupted in order, too: there is nothing whole to take up).
 */
function machineStopped(state: JournalState): void {
  for (const record of state.records.values()) {
    if (record.state !== "begun" && !state.synced.has(record.id)) {
      state.records.set(record.id, { ...record, state: "begun" });
    }
  }
}

/** Lines are lost: each record may have been followed by another one. */
function distrust(state: JournalState): void {
  state.synced.clear();
  machineStopped(state);
  state.boot = null;
}

/** The shortest journal that tells the same. */
export function writeJournal(state: JournalState): { bytes: Buffer; head: Head } {
  const entries: JournalEntry[] = [];
  if (state.lost !== null) entries.push({ kind: "lost", why: state.lost });
  const records = [...state.records.values()];
  const isSynced = (record: TaskRecord) => state.synced.has(record.id);
  if (state.boot !== null) entries.push({ kind: "boot", boot: state.boot });
  entries.push(...records.filter(isSynced).map((record) => ({ kind: "record", record }) as const));
  if (state.synced.size > 0) entries.push({ kind: "synced" });
  entries.push(
    ...records.filter((record) => !isSynced(record)).map((record) => ({ kind: "record", record }) as const),
  );
  const { bytes, head } = encodeEntries(entries, EMPTY_HEAD);
  return { bytes: Buffer.concat([Buffer.from(encodeHead(head), "latin1"), bytes]), head };
}
