import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;

/**
 * The cache of this process's comparisons, empty at first and gone at its end: the same few trees are opened hundreds of
 * times, and nothing older may answer.
 */
export function cacheFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "conformance-cache-"));
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}
