/**
 * OUTPUT/log/events.jsonl: the events of the builds of an output folder, in the form of `--json`, without the lines that
 * programs printed (they are in the log). `why`, `status` and `graph` read it.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { ImageEvent } from "../../buildroot/incremental/events.js";
import { eventLine, parseEventLine } from "./event-json.js";
import { LineFile } from "./line-file.js";

/** From this size on, in bytes, the oldest builds are dropped before another one is added. */
const LARGE = 16 * 1024 * 1024;
/** What is kept then. */
const KEPT = 4 * 1024 * 1024;

export function historyPath(output: string): string {
  return join(output, "log", "events.jsonl");
}

export class HistoryWriter {
  readonly #file: LineFile;
  readonly #failure: Error | null;
  /** Tasks with nothing to do come by the thousand: they are written together. */
  #held = "";

  constructor(output: string) {
    const path = historyPath(output);
    this.#failure = prepare(path);
    const cutOff = this.#failure === null && endsWithoutNewline(path);
    this.#file = new LineFile(path, "a");
    if (cutOff) this.#file.write("\n");
  }

  /** Why not all was kept, or null. */
  get failure(): Error | null {
    return this.#file.failure ?? this.#failure;
  }

  take(event: ImageEvent): void {
    if (event.type === "task-line") return;
    this.#held += `${eventLine(event)}\n`;
    if (event.type !== "task-fresh") this.#flush();
  }

  close(): void {
    this.#flush();
    this.#file.close();
  }

  #flush(): void {
    if (this.#held !== "") this.#file.write(this.#held);
    this.#held = "";
  }
}

/** The builds, oldest first, each with its events; none when there is no file. Lines that were cut off are left out. */
export function readHistory(output: string): readonly (readonly ImageEvent[])[] {
  const path = historyPath(output);
  if (!existsSync(path)) return [];
  return splitRuns(readFileSync(path, "utf8").split("\n")).map((lines) =>
    lines.flatMap((line) => parseEventLine(line) ?? []),
  );
}

/** Each build begins with `build-started`. */
function splitRuns(lines: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const line of lines) {
    if (line === "") continue;
    if (line.startsWith('{"type":"build-started"')) runs.push([]);
    runs.at(-1)?.push(line);
  }
  return runs;
}

/** Makes room; what prevents it is told, and does not end the build. */
function prepare(path: string): Error | null {
  try {
    mkdirSync(dirname(path), { recursive: true });
    shorten(path);
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** Keeps the newest builds, and in any case the last one in which something ran. */
function shorten(path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes < LARGE) return;
  const runs = splitRuns(readFileSync(path, "utf8").split("\n"));
  const kept: (readonly string[])[] = [];
  let size = 0;
  let worked = false;
  for (const run of [...runs].reverse()) {
    if (size > KEPT && worked) break;
    kept.unshift(run);
    size += run.reduce((sum, line) => sum + line.length + 1, 0);
    worked ||= run.some((line) => line.startsWith('{"type":"task-started"'));
  }
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(
    temporary,
    kept
      .flat()
      .map((line) => `${line}\n`)
      .join(""),
  );
  renameSync(temporary, path);
}

function endsWithoutNewline(path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info?.isFile() || info.size === 0) return false;
  const file = openSync(path, "r");
  try {
    const last = Buffer.alloc(1);
    readSync(file, last, 0, 1, info.size - 1);
    return last[0] !== 10;
  } finally {
    closeSync(file);
  }
}
