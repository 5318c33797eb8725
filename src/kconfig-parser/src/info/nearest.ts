/**
 * What someone may have meant by a word: at most three of `names`, nearest first: those that contain it, and those a
 * few letters away.
 */
export function nearest(word: string, names: readonly string[]): readonly string[] {
  const ranked = names
    .map((name) => ({ name, far: isPartOf(word, name) || isPartOf(name, word) ? 1 : distance(word, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far || a.name.length - b.name.length || a.name.localeCompare(b.name));
  return ranked.slice(0, 3).map(({ name }) => name);
}

/** A letter or two are part of nearly every name. */
function isPartOf(part: string, whole: string): boolean {
  return part.length > 2 && whole.includes(part);
}

/** How many letters must be put in, taken out or replaced (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
