/**
 * Whole fingerprints, each in a file that is named after its digest. They only explain: losing one costs an answer to
 * "why?", never a wrong build. So nobody waits for the disk here (thousands begin at once): one that did not get there
 * before the machine stopped is not what its name says, and reads as null.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceFile } from "./atomic-write.js";
import { type Digest, type Fingerprint, fingerprintDigest } from "./fingerprint.js";
import { errorCode, storageError } from "./storage-error.js";

function fileOf(folder: string, digest: Digest): string {
  return join(folder, digest.slice(0, 2), digest.slice(2));
}

/** null when it is not there, or not what its name says. @throws StorageError when it cannot be read. */
export function readFingerprint(folder: string, digest: Digest): Fingerprint | null {
  const path = fileOf(folder, digest);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw storageError(path, error);
  }
  try {
    const fingerprint: Fingerprint = new Map(JSON.parse(text) as [string, string][]);
    return fingerprintDigest(fingerprint) === digest ? fingerprint : null;
  } catch {
    return null;
  }
}

/** Writes it where it is not there yet. One entry a line, so that it can be read and compared by eye. @throws StorageError */
export function writeFingerprint(folder: string, digest: Digest, fingerprint: Fingerprint): void {
  const path = fileOf(folder, digest);
  if (existsSync(path) && readFingerprint(folder, digest) !== null) return;
  const lines = [...fingerprint].map((entry) => JSON.stringify(entry));
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw storageError(path, error);
  }
  replaceFile(path, Buffer.from(`[\n${lines.join(",\n")}\n]\n`, "utf8"));
}

/** Removes all that is not in `live`: fingerprints of old records, and temporary files that a kill left. */
export function sweepFingerprints(folder: string, live: ReadonlySet<string>): void {
  for (const first of names(folder)) {
    for (const rest of names(join(folder, first))) {
      if (!live.has(first + rest)) rmSync(join(folder, first, rest), { force: true });
    }
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
