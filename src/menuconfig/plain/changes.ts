/** More than these are not told one by one. */
const MOST = 12;

/** The rows that differ from those before, with their numbers; and, when numbers moved, that they did. */
export function changedRows(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  const changed = after.flatMap((text, i) => (known.has(text) ? [] : [`${i + 1} ${text}`]));
  const lines = changed.slice(0, MOST);
  if (changed.length > MOST) lines.push(`and ${changed.length - MOST} more rows`);
  if (before.length !== after.length)
    lines.push(`There are ${after.length} rows now, ${before.length} before: an empty line shows them.`);
  return lines;
}
