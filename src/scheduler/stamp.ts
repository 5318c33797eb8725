/** What lstat says of a path, as a word: the quick question whether something may have changed. */
import { type BigIntStats, lstatSync, type PathLike, statSync } from "node:fs";
import { errorCode, storageError } from "./storage-error.js";

/** Two equal stamps of a path: nothing has changed, unless within the clock's resolution (see isRacy). */
export type Stamp = string;

export const ABSENT_STAMP: Stamp = "-";

export function stampOf(stats: BigIntStats | null): Stamp {
  if (stats === null) return ABSENT_STAMP;
  return `${stats.size} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.dev}:${stats.ino} ${stats.mode.toString(8)}`;
}

/** lstat (stat with `follow`); null when there is nothing. @throws StorageError when it cannot be known. */
export function lookAt(path: PathLike, follow = false): BigIntStats | null {
  try {
    return (follow ? statSync : lstatSync)(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (["ENOTDIR", "ELOOP"].includes(errorCode(error) ?? "")) return null;
    throw storageError(path.toString(), error);
  }
}

/** Nanoseconds: clocks of file systems may be as coarse as this. */
const COARSE = 2_000_000_000n;

/** Changed so shortly before `now` (milliseconds since 1970) that another change may bear the same times. */
export function isRacy(stats: BigIntStats, now: number): boolean {
  const limit = BigInt(now) * 1_000_000n - COARSE;
  return stats.mtimeNs > limit || stats.ctimeNs > limit;
}
