import { resolve } from "node:path";
import type { WriteRequest } from "../cache/run-memory.js";
import { writeFileAtomically } from "../files/atomic-write.js";
import { Failure } from "../io.js";

/**
 * Writes a file whole or not at all.
 * @throws Failure with what the request says and the system's reason
 */
export function writeOutput(cwd: string, { name, text, failure, backup, inPlace }: WriteRequest): void {
  const path = resolve(cwd, name);
  try {
    writeFileAtomically(path, text, { ...(backup ? { backup: `${path}.old` } : {}), inPlace });
  } catch (error) {
    throw new Failure(`${failure}${reason(name, error)}`);
  }
}

/** A system error in our own form: where, and what. */
export function reason(file: string, error: unknown): string {
  return `kconf: ${file}: ${error instanceof Error ? error.message : String(error)}\n`;
}
