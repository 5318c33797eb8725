/** What went wrong with the scheduler's own files, said so that a user can act on it. */

/** Its message reads "where: what is wrong: what to do". */
export class StorageError extends Error {
  constructor(
    message: string,
    /** The system's word for it (ENOSPC, EROFS...), or null. */
    readonly code: string | null = null,
  ) {
    super(message);
    this.name = "StorageError";
  }
}

/** What to do about an error of the system. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: make room and run again",
  EDQUOT: "the disk quota is used up: make room and run again",
  EROFS: "the file system is read-only: use an output folder that can be written",
  EACCES: "permission denied: use an output folder of your own, or change its owner",
  EPERM: "not permitted: use an output folder of your own, or change its owner",
  EIO: "the disk failed: check it (dmesg), then run again",
  EMFILE: "too many open files: raise `ulimit -n`",
  ENOENT: "ENOENT: a folder of the path is not there: make it",
  ENOTDIR: "a part of the path is not a folder: remove it",
  EISDIR: "a folder is in the way: remove it",
};

/** An error of the system as a StorageError; other errors as they are. */
export function storageError(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === null) return error;
  return new StorageError(`${path}: ${ADVICE[code] ?? `${code}: see to it and run again`}`, code);
}

/** ENOENT and the like; null for an error that is not the system's. */
export function errorCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : null;
}
