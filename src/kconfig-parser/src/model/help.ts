/** Where a help text stands in its file; its words are cut out only when somebody reads them. */
export interface HelpText {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** Columns that are cut from every line. */
  readonly indentation: number;
}

/** The help as shown: indentation and trailing blanks cut, tabs at the start turned into spaces; empty lines after it stay, as in C. */
export function helpText({ source, start, end, indentation }: HelpText): string {
  const lines = source
    .slice(start, end)
    .split("\n")
    .map((line) => {
      const body = line.replace(/^[ \t]+/, "");
      const column = columnsOf(line.slice(0, line.length - body.length));
      return body === "" ? "" : " ".repeat(Math.max(0, column - indentation)) + body.replace(/[ \t]+$/, "");
    });
  const text = end < start ? "" : `${lines.join("\n")}\n`;
  // A NUL byte ends a text in C.
  const nul = text.indexOf("\0");
  return nul === -1 ? text : `${text.slice(0, nul)}\n`;
}

function columnsOf(blanks: string): number {
  let column = 0;
  for (const c of blanks) column = c === "\t" ? (column & ~7) + 8 : column + 1;
  return column;
}

/** Whether nothing is shown. */
export function isBlank({ source, start, end }: HelpText): boolean {
  for (let i = start; i < end; i++) {
    const c = source.charCodeAt(i);
    if (c === 0) return true;
    if (c !== 10 && c !== 9 && c !== 32) return false;
  }
  return true;
}
