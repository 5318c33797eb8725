import { FatalProblem, type Location } from "../diagnostics.js";

/** A macro that cannot be expanded. The C tools stop reading at once, and so do we. */
export class MacroError extends FatalProblem {
  constructor(at: Location, message: string) {
    super({ ...at, message });
  }
}

const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;
const NEWLINE = 10;
const NUL = 0;

/** The place of the `)` that closes a reference whose inner text starts at `from`; -1 when the line (or at a NUL, C's text) ends before. */
export function closingParenthesis(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === OPEN) depth++;
    else if (c === CLOSE) {
      if (depth === 0) return i;
      depth--;
    } else if (c === NEWLINE || c === NUL) return -1;
  }
  return -1;
}

/** The parts of a reference between commas that are in no parentheses of their own. */
export function splitArguments(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < inner.length; i++) {
    const c = inner.charCodeAt(i);
    if (c === OPEN) depth++;
    else if (c === CLOSE) depth--;
    else if (c === COMMA && depth === 0) {
      parts.push(inner.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(inner.slice(start));
  return parts;
}
