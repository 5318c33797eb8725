/**
 * One process at a time: a file that the kernel locks for us (flock), so that a lock ends with its process, however
 * that ends, in whatever container it is; nothing stale is ever taken over. The file also says who holds it.
 */
import { spawn } from "node:child_process";
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { endMarked, RUN_MARK } from "./process-group.js";
import { errorCode, StorageError, storageError } from "./storage-error.js";

/** Who holds a lock, in his own words. */
export interface LockHolder {
  readonly pid: number;
  /** When it took the lock, in milliseconds since 1970. */
  readonly since: number;
  /** What was called, for people: `ipa-image build`. */
  readonly command: string;
  /** Its RUN_MARK. */
  readonly mark: string;
}

export interface LockOptions {
  readonly path: string;
  /** What was called, for the one who is kept out. */
  readonly command: string;
  /** Waits until the lock is free; asked with the holder once, before the wait begins. */
  readonly wait?: (holder: LockHolder | null) => void;
  /** Ends a wait. */
  readonly signal?: AbortSignal;
}

export interface Lock {
  /** Gives the lock back; the file goes. */
  readonly release: () => Promise<void>;
}

/** Somebody else holds the lock. */
export class LockedError extends Error {
  constructor(
    path: string,
    /** null: it has not said who it is. */
    readonly holder: LockHolder | null,
  ) {
    super(`${path}: ${describe(holder)} holds it: wait until that has ended`);
    this.name = "LockedError";
  }
}

function describe(holder: LockHolder | null): string {
  if (!holder) return "another process";
  const since = new Date(holder.since).toTimeString().slice(0, 8);
  return `process ${holder.pid} (${holder.command}, since ${since})`;
}

/** Milliseconds that a killed process's children have to end after SIGTERM. */
const GRACE = 5000;

/**
 * Takes the lock. Where its last holder was killed, all that it started and that still runs is ended first: nobody
 * works beside us. @throws LockedError without `wait`, StorageError
 */
export async function takeLock(options: LockOptions): Promise<Lock> {
  const { path } = options;
  for (;;) {
    // A number, not a FileHandle, which would be closed, and the lock with it, once nobody refers to it.
    const file = openLockFile(path);
    try {
      if (!(await lockFile(file, options, true))) {
        const holder = readHolder(path);
        if (!options.wait) throw new LockedError(path, holder);
        options.wait(holder);
        await lockFile(file, options, false);
      }
      // Its holder may have removed the file that we waited for, and another one may hold a new one.
      if (isAt(file, path)) {
        const killed = readHolder(path);
        if (killed) await endMarked(`${killed.mark}/`, GRACE);
        writeHolder(file, { pid: process.pid, since: Date.now(), command: options.command, mark: RUN_MARK });
        return { release: () => release(file, path) };
      }
    } catch (error) {
      closeSync(file);
      throw storageError(path, error);
    }
    closeSync(file);
  }
}

function openLockFile(path: string): number {
  try {
    return openSync(path, "a");
  } catch (error) {
    throw storageError(path, error);
  }
}

/**
 * flock(2) through flock(1): the lock belongs to the open file that both share, and stays with ours. Children do not
 * get it (Node opens files close-on-exec). False when it is taken and we do not wait.
 */
async function lockFile(file: number, options: LockOptions, now: boolean): Promise<boolean> {
  // Not execa: it does not hand descriptors on.
  const child = spawn("flock", [...(now ? ["-n"] : []), "3"], {
    stdio: ["ignore", "ignore", "pipe", file],
    ...(options.signal ? { signal: options.signal } : {}),
  });
  let words = "";
  child.stderr?.on("data", (bytes: Buffer) => {
    words += bytes.toString();
  });
  const code = await new Promise<number | string>((resolve) => {
    child.on("error", (error) => resolve(options.signal?.aborted ? "aborted" : (errorCode(error) ?? "")));
    child.on("close", (exitCode, signal) => resolve(exitCode ?? signal ?? ""));
  });
  if (code === 0) return true;
  if (code === 1 && now) return false;
  if (code === "aborted")
    throw new StorageError(`${options.path}: the wait for it was broken off: run again`);
  if (code === "ENOENT") throw new StorageError("flock: not found: install util-linux");
  throw new StorageError(
    `${options.path}: cannot be locked (${words.trim() || code}): use another file system`,
  );
}

async function release(file: number, path: string): Promise<void> {
  try {
    if (isAt(file, path)) unlinkSync(path);
  } finally {
    closeSync(file);
  }
}

/** Whether the path still is the file that we have open. */
function isAt(file: number, path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  const ours = fstatSync(file);
  return there?.ino === ours.ino && there.dev === ours.dev;
}

/** Who holds a lock, for people: nobody is kept out by this question, and the answer may be old when it comes. */
export function lockHolder(path: string): LockHolder | null {
  const holder = readHolder(path);
  try {
    if (holder) process.kill(holder.pid, 0);
    return holder;
  } catch (error) {
    return errorCode(error) === "EPERM" ? holder : null;
  }
}

/** null when nobody is named, or not in full. */
function readHolder(path: string): LockHolder | null {
  try {
    const { pid, since, command, mark } = JSON.parse(readFileSync(path, "utf8")) as Partial<LockHolder>;
    if (typeof pid !== "number" || typeof since !== "number") return null;
    return typeof command === "string" && typeof mark === "string" ? { pid, since, command, mark } : null;
  } catch {
    return null;
  }
}

function writeHolder(file: number, holder: LockHolder): void {
  ftruncateSync(file);
  writeSync(file, `${JSON.stringify(holder)}\n`);
}
