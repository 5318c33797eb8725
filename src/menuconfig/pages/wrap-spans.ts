import type { Span } from "../frame.js";

/** Breaks a line of spans at spaces into lines of at most `width` cells; those after the first are indented. */
export function wrapSpans(spans: readonly Span[], width: number, indent: number): Span[][] {
  const lines: Span[][] = [];
  let line: Span[] = [];
  let used = 0;
  const next = (): void => {
    lines.push(line);
    line = indent > 0 ? [{ text: " ".repeat(indent), role: "item" }] : [];
    used = indent;
  };
  for (const { text, role } of spans) {
    for (const word of text.split(/(?<= )/)) {
      let rest = word;
      if (used + rest.trimEnd().length > width && used > indent) next();
      // A word longer than a line is cut.
      while (used + rest.trimEnd().length > width && width > indent) {
        line.push({ text: rest.slice(0, width - used), role });
        rest = rest.slice(width - used);
        next();
      }
      line.push({ text: rest.slice(0, Math.max(0, width - used)), role });
      used += rest.length;
    }
  }
  lines.push(line);
  return lines;
}
