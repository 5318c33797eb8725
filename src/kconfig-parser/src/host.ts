import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What the engine needs of the world while it reads a tree. Text is latin1: one character is one byte. */
export interface Host {
  /** The bytes of a file, or null when it cannot be read. Relative paths start at the tree's folder. */
  readFile(path: string): string | null;
  /** An environment variable, undefined when unset. */
  env(name: string): string | undefined;
}

/** The real file system, seen from `cwd`, with `env` as the environment. */
export function nodeHost(cwd: string, env: Readonly<Record<string, string | undefined>>): Host {
  return {
    readFile(path) {
      try {
        return readFileSync(resolve(cwd, path), "latin1");
      } catch {
        return null;
      }
    },
    env: (name) => env[name],
  };
}
