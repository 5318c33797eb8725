/**
 * What decides the result of a task, kept whole: the question "why does this run?" is answered by the difference of
 * two fingerprints, and a dry run asks the same code as the run.
 */
import { createHash } from "node:crypto";

/**
 * Name to value, in words that a reader knows: `BUSYBOX_VERSION` → `1.37.0`, `file board/x/a.patch` → a digest.
 * Values may be long; names must be unique. The order of the entries means nothing.
 */
export type Fingerprint = ReadonlyMap<string, string>;

declare const digestBrand: unique symbol;
/** A SHA-256 in hexadecimal: of a fingerprint, a file, or the result of a task. */
export type Digest = string & { readonly [digestBrand]: true };

/** The digest of some bytes (a string counts as latin1). */
export function digestOf(content: string | Uint8Array): Digest {
  const hash = createHash("sha256");
  if (typeof content === "string") hash.update(content, "latin1");
  else hash.update(content);
  return hash.digest("hex") as Digest;
}

/** The digest of a fingerprint: lengths stand between names and values, so that no two fingerprints look alike. */
export function fingerprintDigest(fingerprint: Fingerprint): Digest {
  // One text, hashed at once: thousands of these are made when nothing is to do, and each update has its price.
  let text = "";
  for (const name of [...fingerprint.keys()].sort()) {
    const value = fingerprint.get(name) ?? "";
    text += `${name.length}:${name}${value.length}:${value}`;
  }
  return digestOf(Buffer.from(text, "utf8"));
}

/** One entry that is not the same in two fingerprints. */
export interface Difference {
  readonly name: string;
  /** null: the entry is new. */
  readonly before: string | null;
  /** null: the entry is gone. */
  readonly after: string | null;
}

/** The entries that differ, sorted by name. Pure. */
export function fingerprintDifference(before: Fingerprint, after: Fingerprint): readonly Difference[] {
  const differences: Difference[] = [];
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const old = before.get(name) ?? null;
    const now = after.get(name) ?? null;
    if (old !== now) differences.push({ name, before: old, after: now });
  }
  return differences;
}
