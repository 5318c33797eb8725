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
/** Bytes of the head, with its newline. */
export const HEAD_LENGTH = MAGIC.length + 1 + 15 + 1 + 8 + 1;

/** The head of a journal of so many bytes, the head included. */
export function encodeHead(length: number): string {
  const text = `${MAGIC} ${String(length).padStart(15, "0")}`;
  return `${text} ${checksum(Buffer.from(text, "latin1"))}\n`;
}

/** How long the journal certainly was; null when this is no head. */
export function decodeHead(bytes: Uint8Array): number | null {
  const line = Buffer.from(bytes.subarray(0, HEAD_LENGTH)).toString("latin1");
  const length = Number(line.slice(MAGIC.length + 1, MAGIC.length + 16));
  return Number.isSafeInteger(length) && line === encodeHead(length) ? length : null;
}

/** One line, with its newline. */
export function encodeEntry(entry: JournalEntry): string {
  const text = JSON.stringify(toJson(entry));
  return `${checksum(Buffer.from(text, "utf8"))} ${text}\n`;
}

/** A line without its newline; null when it is not what encodeEntry wrote. */
export function decodeEntry(line: Buffer): JournalEntry | null {
  const text = line.subarray(9);
  if (line.length < 11 || line.toString("latin1", 0, 9) !== `${checksum(text)} `) return null;
  try {
    return fromJson(JSON.parse(text.toString("utf8")) as readonly unknown[]);
  } catch {
    return null;
  }
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, "0");
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
