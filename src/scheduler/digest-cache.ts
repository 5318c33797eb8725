/**
 * Digests of what files contain, without reading those that have not changed: lstat is the filter, the content the
 * judge. A file that changed within two seconds of being read is read again the next time.
 */

import { createHash } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  fstatSync,
  openSync,
  type PathLike,
  readdirSync,
  readlinkSync,
  readSync,
} from "node:fs";
import { DigestMemory } from "./digest-memory.js";
import { type Digest, digestOf } from "./fingerprint.js";
import { ABSENT_STAMP, isRacy, lookAt, type Stamp, stampOf } from "./stamp.js";
import { errorCode, StorageError, storageError } from "./storage-error.js";

/** What was looked at, path to stamp: see changedSince. */
export type Looks = ReadonlyMap<string, Stamp>;

export interface TreeDigest {
  readonly digest: Digest;
  readonly looks: Looks;
  /** Files, folders, links below (and the path itself). */
  readonly count: number;
}

export interface TreeOptions {
  /** True for what is to be left out, with all below it; asked with the path below the top (`a/b`). */
  readonly exclude?: (relative: string) => boolean;
}

/** Stands for a path where nothing is. */
export const ABSENT: Digest = digestOf("absent");

export class DigestCache {
  readonly #file: string | null;
  #memory: DigestMemory | null = null;
  /** Files whose content was read: for tests and measurements. */
  filesRead = 0;

  /** @param file where the digests are kept from run to run; null: nowhere. Read when first needed. */
  constructor(file: string | null) {
    this.#file = file;
  }

  /** Of the content of a file, links followed; ABSENT when there is no file. @throws StorageError */
  file(path: string): Digest {
    const bytes = bytesOf(path);
    return this.#content(bytes, lookAt(fsPath(bytes), true));
  }

  /** Of where a link points; ABSENT when there is no link. @throws StorageError */
  link(path: string): Digest {
    const stats = lookAt(fsPath(bytesOf(path)));
    return stats?.isSymbolicLink() ? digestOf(readLink(bytesOf(path))) : ABSENT;
  }

  /**
   * Of all below a path (it may be a file, too): names, kinds, x-bits, where links point (not followed), contents.
   * ABSENT when nothing is there. @throws StorageError
   */
  tree(path: string, options: TreeOptions = {}): TreeDigest {
    const looks = new Map<string, Stamp>();
    const hash = createHash("sha256");
    const walk = (at: string, relative: string): void => {
      const stats = lookAt(fsPath(at));
      looks.set(at, stampOf(stats));
      if (stats === null) return;
      const kind = kindOf(stats.mode);
      hash.update(`${kind}${relative}\0`, "latin1");
      if (kind === "d") {
        for (const name of listFolder(at)) {
          const below = relative === "" ? name : `${relative}/${name}`;
          if (!options.exclude?.(below)) walk(`${at}/${name}`, below);
        }
      } else if (kind === "l") hash.update(`${readLink(at)}\0`, "latin1");
      else if (kind === "f" || kind === "x") hash.update(this.#content(at, stats), "latin1");
      else hash.update(`${stats.rdev}\0`, "latin1");
    };
    const top = bytesOf(path);
    walk(top, "");
    const absent = looks.get(top) === ABSENT_STAMP;
    return { digest: absent ? ABSENT : (hash.digest("hex") as Digest), looks, count: looks.size };
  }

  /** Writes what was learned; without it the next run reads the files again. @throws StorageError */
  save(): void {
    this.#memory?.save();
  }

  #content(path: string, stats: BigIntStats | null): Digest {
    if (!stats?.isFile()) return ABSENT;
    const memory = this.#remembered();
    return memory?.get(path, stampOf(stats)) ?? this.#read(path, memory);
  }

  #read(path: string, memory: DigestMemory | null): Digest {
    let file: number;
    try {
      file = openSync(fsPath(path), "r");
    } catch (error) {
      if (["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? "")) return ABSENT;
      throw storageError(printable(path), error);
    }
    try {
      for (let attempt = 0; attempt < 10; attempt++) {
        const now = Date.now();
        const before = fstatSync(file, { bigint: true });
        if (!before.isFile()) return ABSENT;
        const digest = hashFile(file);
        this.filesRead++;
        const stamp = stampOf(before);
        if (stampOf(fstatSync(file, { bigint: true })) !== stamp) continue;
        if (isRacy(before, now)) memory?.forget(path);
        else memory?.set(path, stamp, digest);
        return digest;
      }
    } catch (error) {
      throw storageError(printable(path), error);
    } finally {
      closeSync(file);
    }
    throw new StorageError(`${printable(path)}: changes all the time: stop what writes it, then run again`);
  }

  #remembered(): DigestMemory | null {
    if (this.#file !== null) this.#memory ??= new DigestMemory(this.#file);
    return this.#memory;
  }
}

/** The first path that is not as it was when looked at, or null. */
export function changedSince(looks: Looks): string | null {
  for (const [path, stamp] of looks) {
    if (stampOf(lookAt(fsPath(path))) !== stamp) return printable(path);
  }
  return null;
}

function hashFile(file: number): Digest {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(64 * 1024);
  let position = 0;
  for (;;) {
    const length = readSync(file, chunk, 0, chunk.length, position);
    if (length === 0) return hash.digest("hex") as Digest;
    hash.update(chunk.subarray(0, length));
    position += length;
  }
}

function kindOf(mode: bigint): string {
  switch (Number(mode) & 0o170000) {
    case 0o040000:
      return "d";
    case 0o120000:
      return "l";
    case 0o100000:
      return (Number(mode) & 0o111) !== 0 ? "x" : "f";
    default:
      return "s";
  }
}

/** Names as bytes, sorted so: no locale, no encoding. */
function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(fsPath(path), "latin1").sort();
  } catch (error) {
    throw storageError(printable(path), error);
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(fsPath(path), "latin1");
  } catch (error) {
    throw storageError(printable(path), error);
  }
}

// Paths are kept as bytes (latin1) inside: file names in source trees need not be UTF-8.
const isPlain = (path: string) => /^[\0-\x7f]*$/.test(path);
const bytesOf = (path: string) => (isPlain(path) ? path : Buffer.from(path, "utf8").toString("latin1"));
const fsPath = (bytes: string): PathLike => (isPlain(bytes) ? bytes : Buffer.from(bytes, "latin1"));
const printable = (bytes: string) => Buffer.from(bytes, "latin1").toString("utf8");
