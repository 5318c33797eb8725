import { readFileSync, type Stats } from "node:fs";
import { statOf } from "../host.js";
import { FINGERPRINT, fingerprint } from "./fingerprint.js";

/** Numbers in an identity: size, modification time and change time in milliseconds, inode. */
export const IDENTITY = 4;

/** In place of a size: there is no such file. */
const MISSING = -1;
/** In place of a size: the file was so new that another change might have left the same times. */
export const TOO_NEW = -2;
/** Milliseconds within which file systems may give two changes the same time. */
const CLOCK_STEP = 100;

/**
 * Milliseconds after which a file has come to rest: its times are enough. One that changed lately may be written again
 * with the same bytes, as br2-external does in every run, so its bytes are compared, too.
 */
const REST = 60 * 60 * 1000;

/** What kind of thing was identified: `stream` reads differently every time. */
export type FileState = "missing" | "resting" | "recent" | "stream";

/** Puts the identity of a file at `out[at]`; `now` is when it was read, in ms of the epoch. */
export function identify(stats: Stats | undefined, out: number[], at: number, now: number): FileState {
  const changed = stats === undefined ? 0 : Math.max(stats.mtimeMs, stats.ctimeMs);
  out[at] = stats === undefined ? MISSING : changed > now - CLOCK_STEP ? TOO_NEW : stats.size;
  out[at + 1] = stats?.mtimeMs ?? 0;
  out[at + 2] = stats?.ctimeMs ?? 0;
  out[at + 3] = stats?.ino ?? 0;
  if (stats === undefined) return "missing";
  if (!stats.isFile() && !stats.isDirectory()) return "stream";
  return changed > now - REST ? "recent" : "resting";
}

/** Whether the file is the one that was identified. A file that was too new then is not known to be. */
export function isSameFile(path: string, identities: Float64Array, at: number): boolean {
  const stats = statOf(path);
  if (stats === undefined) return identities[at] === MISSING;
  return (
    stats.size === identities[at] &&
    stats.mtimeMs === identities[at + 1] &&
    stats.ctimeMs === identities[at + 2] &&
    stats.ino === identities[at + 3]
  );
}

/** Bytes of a digest. */
export const DIGEST = FINGERPRINT;

/** The digest of a file's bytes; zeros when it cannot be read. */
export function digestOfFile(path: string): Uint8Array {
  try {
    return fingerprint(readFileSync(path));
  } catch {
    return new Uint8Array(DIGEST);
  }
}
