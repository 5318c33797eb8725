/** Puts a recognized file in its place in the download folder. */
import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { agrees, digestFile } from "./digest.js";
import type { KnownSource } from "./hash-files.js";

export type Placed = "adopted" | "present" | "changed";

/**
 * Copies `from` to `to` unless the right file is there already. The copy is checked against *all* digests while it is
 * written, so that a file that changes meanwhile is not adopted; it gets its name only when it is whole and on disk.
 * A copy and no hard link: who edits the original later must not edit a checked source with it.
 * @returns "changed" when the bytes were not (or no longer) the right ones: nothing is left behind then
 * @throws the file system's error (ENOSPC, EACCES), or the signal's reason; nothing is left behind either
 */
export async function placeSource(
  from: string,
  to: string,
  source: KnownSource,
  signal?: AbortSignal,
): Promise<Placed> {
  if (await isRight(to, source, signal)) return "present";
  await mkdir(dirname(to), { recursive: true });
  const partial = join(dirname(to), `.${basename(to)}.${randomBytes(6).toString("hex")}.partial`);
  try {
    const file = await open(partial, "wx", 0o644);
    let right: boolean;
    try {
      const algorithms = source.digests.map((digest) => digest.algorithm);
      const found = await digestFile(from, algorithms, signal, async (chunk) => {
        await file.writeFile(chunk);
      });
      right = agrees(found, source.digests);
      if (right) await file.sync();
    } finally {
      await file.close();
    }
    if (!right) return "changed";
    await rename(partial, to);
    return "adopted";
  } finally {
    await rm(partial, { force: true });
  }
}

/** Whether the file exists with all digests right. */
export async function isRight(path: string, source: KnownSource, signal?: AbortSignal): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  if (info === null || !info.isFile()) return false;
  const algorithms = source.digests.map((digest) => digest.algorithm);
  return agrees(await digestFile(path, algorithms, signal), source.digests);
}
