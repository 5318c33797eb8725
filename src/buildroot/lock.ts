/** One build at a time in an output folder. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LockedError, type LockHolder, lockHolder, takeLock } from "../scheduler/index.js";
import { UserError } from "./errors.js";

export interface OutputLockOptions {
  /** What was called, for the one who is kept out. */
  readonly command?: string;
  /** Waits until nobody builds there any more; called with who does, once, before the wait begins. */
  readonly wait?: (holder: LockHolder | null) => void;
  /** Ends a wait. */
  readonly signal?: AbortSignal;
}

/**
 * Takes the folder; returns what gives it back. A lock whose process is gone is free, and what that one left running
 * is ended. @throws UserError (exit code 1) while another build is at work there, StorageError
 */
export async function lockOutput(
  output: string,
  options: OutputLockOptions = {},
): Promise<() => Promise<void>> {
  await mkdir(output, { recursive: true });
  const path = lockPath(output);
  try {
    const lock = await takeLock({ command: "ipa-image", ...options, path });
    return lock.release;
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    const who = error.holder
      ? `process ${error.holder.pid} is building here (${error.holder.command}, since ${clock(error.holder.since)})`
      : "another process is building here";
    throw new UserError(`${output}: ${who}: wait for it, or use --output DIR`);
  }
}

/** Who is at work in the folder, as far as can be told without taking the lock. */
export function whoWorksIn(output: string): LockHolder | null {
  return lockHolder(lockPath(output));
}

function lockPath(output: string): string {
  return join(output, ".ipa-image.lock");
}

function clock(time: number): string {
  return new Date(time).toTimeString().slice(0, 8);
}
