/**
 * The lines of the journal: a checksum and JSON. The first line is the head, of a fixed length, rewritten in place: it
 * tells how long the journal certainly is, so that a journal cut short from outside is not taken for a young one.
 */
import { crc32 } from "node:zlib";
import type { Digest } from "./fingerprint.js";
import type { TaskRecord } from "./record.js";
import { type TaskId, taskId } from "./task.js";

export type JournalEntry =
  | { readonly kind: "record"; readonly record: TaskRecord }
  | { readonly kind: "forget"; readonly id: TaskId }
  /** All lines up to the next one of this kind were written while the machine ran under this id. */
  | { readonly kind: "boot"; readonly boot: string }
  /** What the tasks above made is on the disk. */
  | { readonly kind: "synced" }
  /** Records were lost, and why; null: what that meant for the output has been seen to. */
  | { readonly kind: "lost"; readonly why: string | null };

const MAGIC = "tasks-1";
const CHECKSUM_LENGTH = 8;
const LENGTH_DIGITS = 15;
const LINES_DIGITS = 9;
/** Bytes of the head, with its newline. */
export const HEAD_LENGTH = MAGIC.length + LENGTH_DIGITS + LINES_DIGITS + 2 * CHECKSUM_LENGTH + 5;

/** What the head promises. */
export interface Head {
  /** Bytes of the journal, the head included. */
  readonly length: number;
  /** Lines, the head not included. */
  readonly lines: number;
  /** Checksum of all those bytes behind the head: one look says that every line is whole. */
  readonly checksum: number;
}

export function encodeHead({ length, lines, checksum }: Head): string {
  const numbers = `${decimal(length, LENGTH_DIGITS)} ${decimal(lines, LINES_DIGITS)}`;
  const text = `${MAGIC} ${numbers} ${hexadecimal(checksum)}`;
  return `${text} ${hexadecimal(crc32(text))}\n`;
}

/** null when this is no head. */
export function decodeHead(bytes: Buffer): Head | null {
  const line = bytes.toString("latin1", 0, HEAD_LENGTH);
  const [, length, lines, sum] = line.split(" ");
  const head = { length: Number(length), lines: Number(lines), checksum: Number.parseInt(sum ?? "", 16) };
  return Number.isSafeInteger(head.length) && line === encodeHead(head) ? head : null;
}

/**
 * One line, with its newline.
 * @param number how many lines come before it: the checksum begins with it, so that a line counts in its place only
 */
function encodeEntry(entry: JournalEntry, number: number): string {
  const text = JSON.stringify(toJson(entry));
  return `${hexadecimal(crc32(text, number))} ${text}\n`;
}

/** The bytes of some entries, and the head of a journal that has these behind what `head` tells of. */
export function encodeEntries(entries: readonly JournalEntry[], head: Head): { bytes: Buffer; head: Head } {
  const lines = entries.map((entry, i) => encodeEntry(entry, head.lines + i));
  const bytes = Buffer.from(lines.join(""), "utf8");
  return {
    bytes,
    head: {
      length: head.length + bytes.length,
      lines: head.lines + lines.length,
      checksum: crc32(bytes, head.checksum),
    },
  };
}

/** Of a journal in which nothing stands yet. */
export const EMPTY_HEAD: Head = { length: HEAD_LENGTH, lines: 0, checksum: 0 };

/**
 * The line from `start` to before its newline at `end`; null when it is not what encodeEntry wrote in this place.
 * @param number how many lines come before it; null: its bytes are known to be whole
 */
export function decodeEntry(
  bytes: Buffer,
  start: number,
  end: number,
  number: number | null,
): JournalEntry | null {
  const text = start + CHECKSUM_LENGTH + 1;
  if (number !== null) {
    const sum = `${hexadecimal(crc32(bytes.subarray(text, end), number))} `;
    if (end <= text || bytes.toString("latin1", start, text) !== sum) return null;
  }
  try {
    return fromJson(JSON.parse(bytes.toString("utf8", text, end)) as readonly unknown[]);
  } catch {
    return null;
  }
}

function decimal(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}

function hexadecimal(checksum: number): string {
  return checksum.toString(16).padStart(CHECKSUM_LENGTH, "0");
}

/** An array with the kind first: short, and quick to read. */
function toJson(entry: JournalEntry): readonly unknown[] {
  switch (entry.kind) {
    case "record": {
      const { id, state, inputs, after, result, seconds, time } = entry.record;
      return ["record", id, state, inputs, result, seconds, time, ...[...after].flat()];
    }
    case "forget":
      return ["forget", entry.id];
    case "boot":
      return ["boot", entry.boot];
    case "synced":
      return ["synced"];
    case "lost":
      return ["lost", entry.why];
  }
}

function fromJson(json: readonly unknown[]): JournalEntry | null {
  const first = json[1];
  switch (json[0]) {
    case "record": {
      const record = toRecord(json);
      return record && { kind: "record", record };
    }
    case "forget":
      return typeof first === "string" ? { kind: "forget", id: taskId(first) } : null;
    case "boot":
      return typeof first === "string" ? { kind: "boot", boot: first } : null;
    case "synced":
      return { kind: "synced" };
    case "lost":
      return typeof first === "string" || first === null ? { kind: "lost", why: first } : null;
    default:
      return null;
  }
}

const STATES: readonly unknown[] = [
  "done",
  "begun",
  "changed",
  "interrupted",
  "failed",
] satisfies TaskRecord["state"][];

function toRecord(json: readonly unknown[]): TaskRecord | null {
  const [, id, state, inputs, result, seconds, time] = json;
  if (typeof id !== "string" || typeof inputs !== "string" || typeof time !== "number") return null;
  if (!STATES.includes(state)) return null;
  if (result !== null && typeof result !== "string") return null;
  if (seconds !== null && typeof seconds !== "number") return null;
  const after = new Map<TaskId, Digest>();
  for (let i = 7; i + 1 < json.length; i += 2) after.set(json[i] as TaskId, json[i + 1] as Digest);
  return {
    id: taskId(id),
    state: state as TaskRecord["state"],
    inputs: inputs as Digest,
    after,
    result: result as Digest | null,
    seconds,
    time,
  };
}
