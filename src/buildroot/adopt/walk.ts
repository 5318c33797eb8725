/** Every regular file below some folders, each once, however many names it has. */
import { opendir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, UserError } from "../errors.js";

export interface FoundFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Files by folder. Links are followed to files, never to folders; what cannot be read is told and passed over.
 * @param from folders or files that the user named
 * @param skip folders that are not entered (absolute, real)
 * @throws UserError (usage) for a name that does not exist
 */
export async function* walkFiles(
  from: readonly string[],
  skip: ReadonlySet<string>,
  onUnreadable: (path: string) => void,
): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const start of from) {
    const root = await realpath(start).catch(() => {
      throw new UserError(`${start}: does not exist: name a folder that holds sources`, EXIT.usage);
    });
    yield* visit(root, seen, skip, onUnreadable);
  }
}

async function* visit(
  path: string,
  seen: Set<string>,
  skip: ReadonlySet<string>,
  onUnreadable: (path: string) => void,
): AsyncGenerator<FoundFile> {
  const info = await stat(path, { bigint: true }).catch(() => null);
  if (info === null) return;
  const identity = `${info.dev}:${info.ino}`;
  if (seen.has(identity)) return;
  seen.add(identity);
  if (info.isFile()) {
    if (info.size > 0n) yield { path, size: Number(info.size) };
    return;
  }
  if (!info.isDirectory() || skip.has(path)) return;
  const folder = await opendir(path).catch(() => null);
  if (folder === null) {
    onUnreadable(path);
    return;
  }
  const names: string[] = [];
  for await (const entry of folder) {
    if (entry.isDirectory() && entry.name === ".git") continue;
    if (entry.isSymbolicLink()) {
      const target = await stat(join(path, entry.name)).catch(() => null);
      if (target === null || !target.isFile()) continue;
    }
    names.push(entry.name);
  }
  names.sort();
  for (const name of names) yield* visit(join(path, name), seen, skip, onUnreadable);
}
