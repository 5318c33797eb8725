import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { resolve } from "node:path";
import { runShell } from "./host-shell.js";

/** What the engine needs of the world while it reads a tree. Contents are latin1: one character is one byte. */
export interface Host {
  /** The bytes of a file, or null when it cannot be read. Relative paths start at the tree's folder. */
  readFile(path: string): string | null;
  /** The names in a folder, null when it cannot be read. Only patterns in `source` (Kconfiglib's) need it. */
  readFolder?(path: string): readonly string[] | null;
  /** An environment variable, undefined when unset. */
  env(name: string): string | undefined;
  /**
   * What a shell command prints on standard output, as `$(shell,…)` gives it: newlines at the end cut, others made
   * spaces, nothing from a NUL byte on. Its exit status does not count; what it printed on standard error is given to
   * `onErrors`, if anything. Null when commands are not to be run and the answer is not known.
   */
  shell(command: string, onErrors?: (text: string) => void): string | null;
  /**
   * The answers of several commands that may be run beside each other, null when they must be run one by one. Without
   * it they always are.
   */
  readonly shells?: (commands: readonly string[]) => readonly string[] | null;
}

/** Told of what a reading hangs on besides the bytes that it gets. */
export interface HostWatcher {
  /** A file is about to be read; undefined when there is none. */
  beforeReading(path: string, stats: Stats | undefined): void;
  /** A command printed errors, which its answer does not tell of. */
  cannotRepeat(): void;
}

/** The real file system, seen from `cwd`, with `env` as the environment. */
export function nodeHost(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  watcher?: HostWatcher,
): Host {
  // Joined by hand: resolve() for each of thousands of files costs as much as reading some of them.
  const folder = `${resolve(cwd)}/`;
  const start = folder === ownFolder() ? "" : folder;
  return {
    readFile(path) {
      try {
        return readLatin1(path.startsWith("/") ? path : start + path, path, watcher);
      } catch {
        return null;
      }
    },
    readFolder(path) {
      try {
        return readdirSync(path.startsWith("/") ? path : folder + path);
      } catch {
        return null;
      }
    },
    env: (name) => env[name],
    shell: (command, onErrors) =>
      runShell(command, folder, env, (text) => {
        watcher?.cannotRepeat();
        if (onErrors) onErrors(text);
        else process.stderr.write(text, "latin1");
      }),
  };
}

/**
 * The folder that the process is in, with a slash. A path below it is found a third faster without it: that counts for
 * the files of a tree, of which there are thousands. Empty where the folder is gone.
 */
export function ownFolder(): string {
  try {
    return `${process.cwd()}/`;
  } catch {
    return "";
  }
}

/** Kconfig files are small and many: one buffer for all, and no call beyond open, read and close. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

/** The buffer's first bytes. Node's own step below toString(), which for small files takes longer than the rest. */
const latin1: (length: number) => string =
  "latin1Slice" in buffer && typeof buffer.latin1Slice === "function"
    ? buffer.latin1Slice.bind(buffer, 0)
    : (length) => buffer.toString("latin1", 0, length);

function readLatin1(path: string, name: string, watcher: HostWatcher | undefined): string {
  const file = opened(path, name, watcher);
  try {
    // Of the open file: that takes less time than to look for it again, and no other file can take its place.
    watcher?.beforeReading(name, fstatSync(file));
    const length = readSync(file, buffer, 0, buffer.length, 0);
    return length < buffer.length ? latin1(length) : readFileSync(file, "latin1");
  } catch (error) {
    // A pipe cannot be read at a place, nor opened a second time: /dev/stdin, or the shell's <(…).
    if ((error as NodeJS.ErrnoException).code !== "ESPIPE") throw error;
    return readFileSync(file, "latin1");
  } finally {
    closeSync(file);
  }
}

function opened(path: string, name: string, watcher: HostWatcher | undefined): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    watcher?.beforeReading(name, statOf(path));
    throw error;
  }
}

/** What the system knows of the file at `path`; undefined when there is none. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file in the place of a folder, or a folder that may not be searched: for a reader there is nothing.
    return undefined;
  }
}
