/** The few questions the doctor asks of the machine, as an interface: tests answer them with another machine's facts. */
import { access, constants, readFile, stat, statfs } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { execa } from "execa";

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Effective user id; null where the system has none. */
  readonly uid: number | null;
  readonly umask: number;
  /** Absolute path of a program in PATH (or of the path itself), null if there is none. */
  which(name: string): Promise<string | null>;
  /** stdout and stderr of a program; null if it cannot be run or fails. */
  output(file: string, args: readonly string[]): Promise<string | null>;
  /** Text of a file, null if unreadable. */
  read(path: string): Promise<string | null>;
  /** Bytes free for this user where `path` is or will be; null if unknown. */
  freeBytes(path: string): Promise<number | null>;
}

/** This machine. */
export function thisMachine(env: Readonly<Record<string, string | undefined>> = process.env): Machine {
  return {
    env,
    uid: process.geteuid?.() ?? null,
    umask: process.umask(),
    which: (name) => findProgram(name, env.PATH ?? ""),
    output: async (file, args) => {
      const result = await execa(file, [...args], {
        env: { ...env, LC_ALL: "C" },
        reject: false,
        all: true,
        stdin: "ignore",
        timeout: 20_000,
      });
      return result.failed ? null : (result.all ?? "");
    },
    read: (path) => readFile(path, "utf8").catch(() => null),
    freeBytes,
  };
}

async function findProgram(name: string, path: string): Promise<string | null> {
  const candidates = isAbsolute(name)
    ? [name]
    : path
        .split(":")
        .filter(isAbsolute)
        .map((dir) => join(dir, name));
  for (const candidate of candidates) {
    // A header is asked for by its path too: it need not be executable.
    const mode = candidate.endsWith(".h") ? constants.R_OK : constants.X_OK;
    const usable = await access(candidate, mode).then(
      async () => (await stat(candidate)).isFile(),
      () => false,
    );
    if (usable) return candidate;
  }
  return null;
}

async function freeBytes(path: string): Promise<number | null> {
  for (let dir = path; ; dir = dirname(dir)) {
    try {
      const stats = await statfs(dir);
      return stats.bavail * stats.bsize;
    } catch {
      if (dir === dirname(dir)) return null;
    }
  }
}
