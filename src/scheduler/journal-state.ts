/** What a journal tells. Pure: from bytes to records, and back to the bytes of a compact journal. */
import {
  decodeEntry,
  decodeHead,
  encodeEntry,
  encodeHead,
  HEAD_LENGTH,
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
  /** Bytes that can be trusted; what follows them is the start of a line that was never finished. */
  readonly length: number;
  /** The bytes are not what was written: they must be written anew, as `state` has it. */
  readonly damaged: boolean;
}

export function emptyState(): JournalState {
  return { records: new Map(), synced: new Set(), boot: null, lost: null };
}

/**
 * Reads a journal. What is broken beyond the length that the head promises is an append that never ended: nobody was
 * told that it is on the disk, and it is passed over. Any other damage may have been about any task: no record above
 * it is trusted any more.
 */
export function readJournal(bytes: Buffer): ReadJournal {
  const state = emptyState();
  const promised = decodeHead(bytes);
  if (promised === null) {
    state.lost = "its head is damaged";
    return { state, length: 0, damaged: true };
  }
  let damage: string | null = null;
  let start = HEAD_LENGTH;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const entry = newline < 0 ? null : decodeEntry(bytes.subarray(start, end));
    if (entry) applyEntry(state, entry);
    else if (start >= promised) break;
    else {
      damage ??= `the line at byte ${start} is damaged`;
      distrust(state);
    }
    start = end + 1;
  }
  if (bytes.length < promised) {
    damage ??= `it was cut off at byte ${bytes.length} of ${promised}`;
    distrust(state);
  }
  // Said last: a line that tells of an older loss seen to does not mean this one.
  if (damage !== null) state.lost = damage;
  return { state, length: Math.min(start, bytes.length), damaged: damage !== null };
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

/** Lines are lost: each record may have been followed by another one, and under which boot the next ones are is unknown. */
function distrust(state: JournalState): void {
  state.synced.clear();
  machineStopped(state);
  state.boot = null;
}

/** The shortest journal that tells the same. */
export function writeJournal(state: JournalState): Buffer {
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
  const body = Buffer.from(entries.map(encodeEntry).join(""), "utf8");
  return Buffer.concat([Buffer.from(encodeHead(HEAD_LENGTH + body.length), "latin1"), body]);
}
