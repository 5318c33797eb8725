/** Digests of a file, in one pass over it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Algorithm, Digest } from "./hash-files.js";

/** Bytes at a time; the whole file is never in memory. */
const CHUNK = 1 << 20;

/**
 * Reads a file once and gives the digests asked for.
 * @param onChunk sees every piece in order, and is waited for
 * @throws the file system's error, or the signal's reason
 */
export async function digestFile(
  path: string,
  algorithms: Iterable<Algorithm>,
  signal?: AbortSignal,
  onChunk?: (chunk: Buffer) => Promise<void>,
): Promise<ReadonlyMap<Algorithm, string>> {
  const hashes = [...new Set(algorithms)].map((name) => [name, createHash(name)] as const);
  const stream = createReadStream(path, {
    highWaterMark: CHUNK,
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (const [, hash] of hashes) hash.update(chunk);
    await onChunk?.(chunk);
  }
  return new Map(hashes.map(([name, hash]) => [name, hash.digest("hex")]));
}

/** Whether all digests that are asked for are as they should be. */
export function agrees(found: ReadonlyMap<Algorithm, string>, expected: readonly Digest[]): boolean {
  return expected.every((digest) => found.get(digest.algorithm) === digest.hex);
}
