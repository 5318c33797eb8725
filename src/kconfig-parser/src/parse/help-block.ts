import type { HelpText } from "../model/help.js";

const NEWLINE = 10;
const TAB = 9;
const SPACE = 32;

/** A help text and where reading goes on: at the newline that ends its last line. */
export interface HelpBlock {
  readonly help: HelpText;
  readonly end: number;
  readonly lines: number;
}

/**
 * The help text that follows `position`, the newline after the word `help`. Its first line sets the indentation;
 * a line with less ends it, and so does a line at the margin, unless it is the first: that one is help text
 * wherever it begins, in all C tools. Tabs count to the next multiple of 8.
 */
export function readHelpBlock(source: string, position: number): HelpBlock {
  const start = position + 1;
  let end = position;
  let lines = 0;
  let indentation = 0;
  let endsIndented = false;
  while (end < source.length) {
    let column = 0;
    let i = end + 1;
    let c = source.charCodeAt(i);
    for (; c === SPACE || c === TAB; c = source.charCodeAt(++i))
      column = c === TAB ? (column & ~7) + 8 : column + 1;
    if (c !== NEWLINE && i < source.length) {
      const isFirstLine = end === position;
      if ((column === 0 && !isFirstLine) || column < indentation) {
        endsIndented = column > 0;
        break;
      }
      if (indentation === 0) indentation = column;
    }
    const newline = source.indexOf("\n", i);
    end = newline === -1 ? source.length : newline;
    lines++;
  }
  // To C the newline before a line with less, but some, indentation is one more empty line of the text.
  return { help: { source, start, end: endsIndented ? end + 1 : end, indentation }, end, lines };
}
