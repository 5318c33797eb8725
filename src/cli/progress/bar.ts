/** A bar in three states: `[====--    ]` is done, running, waiting. Pure. */
import type { Paint } from "./paint.js";

/** The columns of each state within `columns`; what is not zero is at least one wide, if there is room. */
export function barParts(
  counts: { readonly done: number; readonly running: number; readonly waiting: number },
  columns: number,
): { readonly done: number; readonly running: number; readonly waiting: number } {
  const total = counts.done + counts.running + counts.waiting;
  if (total === 0) return { done: columns, running: 0, waiting: 0 };
  const least = (value: number) => (value > 0 ? 1 : 0);
  let done = Math.floor((counts.done / total) * columns);
  let running = Math.max(least(counts.running), Math.round((counts.running / total) * columns));
  running = Math.min(running, columns - least(counts.waiting));
  done = Math.min(done, columns - running - least(counts.waiting));
  return { done: Math.max(0, done), running, waiting: columns - running - Math.max(0, done) };
}

/** The bar in brackets, exactly `columns` wide; empty below 5. */
export function bar(
  counts: { readonly done: number; readonly running: number; readonly waiting: number },
  columns: number,
  colours: Paint,
): string {
  if (columns < 5) return "";
  const parts = barParts(counts, columns - 2);
  const done = colours.good("=".repeat(parts.done));
  return `[${done}${colours.busy("-".repeat(parts.running))}${" ".repeat(parts.waiting)}]`;
}
