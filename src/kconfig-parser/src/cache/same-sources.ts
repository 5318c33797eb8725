import { DIGEST, IDENTITY, TOO_NEW } from "./identity.js";
import type { Sources } from "./sources.js";

/** Whether two readings of a tree had the same before them, so that what is remembered of one holds for the other. */
export function sameSources(a: Sources, b: Sources): boolean {
  const { files, env, shells, roles } = a;
  if (JSON.stringify([files, env, shells]) !== JSON.stringify([b.files, b.env, b.shells])) return false;
  return files.every((_, i) => roles[i] === b.roles[i] && (sameIdentity(a, b, i) || sameBytes(a, b, i)));
}

function sameIdentity({ identities: a }: Sources, { identities: b }: Sources, file: number): boolean {
  const at = file * IDENTITY;
  if (a[at] === TOO_NEW) return false;
  for (let i = at; i < at + IDENTITY; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameBytes({ digests: a }: Sources, { digests: b }: Sources, file: number): boolean {
  let isKnown = false;
  for (let i = file * DIGEST; i < (file + 1) * DIGEST; i++) {
    if (a[i] !== b[i]) return false;
    // Zeros are the unknown digest.
    isKnown ||= a[i] !== 0;
  }
  return isKnown;
}
