/**
 * Events as JSON: one object a line, `time` as ISO 8601 in UTC, all other fields as in the events. The form is part of
 * the interface (docs/events.schema.json); `--json` prints it and OUTPUT/log/events.jsonl keeps it. Pure.
 */
import type { ImageEvent } from "../../buildroot/incremental/events.js";
import { printable } from "./words.js";

/** One line, without its end. What programs printed is read as UTF-8, without the terminal's codes. */
export function eventLine(event: ImageEvent): string {
  const { type, time, ...rest } = event;
  return JSON.stringify({ type, time: new Date(time).toISOString(), ...rest, ...outputOf(event) });
}

function outputOf(event: ImageEvent): object {
  if (event.type === "task-line") return { text: printable(event.text) };
  if (event.type === "task-failed") return { tail: event.tail.map(printable) };
  return {};
}

/** The event of a line that eventLine() wrote; null for a line that was cut off or is something else. */
export function parseEventLine(line: string): ImageEvent | null {
  try {
    const data = JSON.parse(line) as Record<string, unknown>;
    const time = Date.parse(String(data.time));
    if (typeof data.type !== "string" || Number.isNaN(time)) return null;
    // Our own file, written by eventLine(): the fields are those of the type.
    return { ...data, time } as ImageEvent;
  } catch {
    return null;
  }
}
