/**
 * Digests of files from run to run, in one text file: a line is a path, its stamp and the digest, with tabs between.
 * It may be lost at any time; damaged it counts as lost.
 */
import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { replaceFile } from "./atomic-write.js";
import type { Digest } from "./fingerprint.js";
import type { Stamp } from "./stamp.js";

const MAGIC = "digests-1";
/** Paths that nobody asked for are kept up to this many, for other configurations of the same output. */
const SPARE = 20_000;

export class DigestMemory {
  readonly #path: string;
  /** Path to `stamp TAB digest`, as in the file: most lines are only compared. */
  readonly #lines: Map<string, string>;
  readonly #asked = new Set<string>();
  #changed = false;

  constructor(path: string) {
    this.#path = path;
    this.#lines = read(path);
  }

  get size(): number {
    return this.#lines.size;
  }

  /** The digest that was remembered under this very stamp, or null. */
  get(path: string, stamp: Stamp): Digest | null {
    const line = this.#lines.get(path);
    if (!line?.startsWith(`${stamp}\t`)) return null;
    this.#asked.add(path);
    return line.slice(stamp.length + 1) as Digest;
  }

  set(path: string, stamp: Stamp, digest: Digest): void {
    if (/[\t\n]/.test(path)) return;
    this.#lines.set(path, `${stamp}\t${digest}`);
    this.#asked.add(path);
    this.#changed = true;
  }

  forget(path: string): void {
    if (this.#lines.delete(path)) this.#changed = true;
  }

  /** Writes the file when there is something new. @throws StorageError */
  save(): void {
    if (!this.#changed) return;
    let spare = SPARE;
    const lines: string[] = [];
    for (const [path, line] of this.#lines) {
      if (this.#asked.has(path) || spare-- > 0) lines.push(`${path}\t${line}\n`);
    }
    const body = Buffer.from(lines.join(""), "latin1");
    const head = Buffer.from(`${MAGIC} ${crc32(body)}\n`, "latin1");
    replaceFile(this.#path, Buffer.concat([head, body]));
    this.#changed = false;
  }
}

function read(path: string): Map<string, string> {
  const lines = new Map<string, string>();
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return lines;
  }
  const headEnd = bytes.indexOf(10);
  const body = bytes.subarray(headEnd + 1);
  if (bytes.toString("latin1", 0, headEnd) !== `${MAGIC} ${crc32(body)}`) return lines;
  const text = body.toString("latin1");
  for (let start = 0; start < text.length; ) {
    const tab = text.indexOf("\t", start);
    const end = text.indexOf("\n", tab);
    if (tab < 0 || end < 0) break;
    lines.set(text.slice(start, tab), text.slice(tab + 1, end));
    start = end + 1;
  }
  return lines;
}
