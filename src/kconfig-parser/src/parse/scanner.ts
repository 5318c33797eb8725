/**
 * Tokens of the line-oriented language that Linux had up to 4.17 and Buildroot still has.
 * The first word of a line is a command; what follows are its parameters, where words may hold `/` and `.`.
 */
export type TokenKind = "word" | "string" | "operator" | "if" | "on" | "end-of-line";

export type Warn = (line: number, message: string) => void;

const NEWLINE = 10;
const TAB = 9;
const SPACE = 32;
const HASH = 35;
const BACKSLASH = 92;

/** Character classes by code: 1 word, 2 also a word among parameters, 4 blank. */
const classes = new Uint8Array(256);
for (let c = 0; c < 256; c++) {
  if (/[A-Za-z0-9_-]/.test(String.fromCharCode(c))) classes[c] = 3;
}
classes[46] = classes[47] = 2;
classes[SPACE] = classes[TAB] = 4;

export class Scanner {
  /** The line of the token just read, from 1. */
  line = 1;
  kind: TokenKind = "end-of-line";
  text = "";
  private position = 0;

  constructor(
    readonly file: string,
    private readonly source: string,
    private readonly warn: Warn,
  ) {}

  /** The next command word, null at the end of the file. Blank lines and comments are passed over. */
  nextCommand(): string | null {
    const { source } = this;
    for (;;) {
      const c = source.charCodeAt(this.position);
      if (Number.isNaN(c)) return null;
      if (c === NEWLINE) {
        this.position++;
        this.line++;
      } else if (classes[c] === 4) this.position++;
      else if (c === HASH && this.atLineStart()) this.skipLine();
      else if ((classes[c] ?? 0) & 1) {
        const start = this.position;
        this.position = this.endOfClass(start, 1);
        this.kind = "word";
        return source.slice(start, this.position);
      } else {
        this.warnUnsupported(c);
        this.position++;
      }
    }
  }

  /** Reads the next parameter into `kind` and `text`. Stays at the end of the line once it is there. */
  next(): TokenKind {
    const { source } = this;
    for (;;) {
      const c = source.charCodeAt(this.position);
      if (Number.isNaN(c) || c === NEWLINE) return this.token("end-of-line", "");
      const charClass = classes[c] ?? 0;
      if (charClass & 3) {
        const start = this.position;
        this.position = this.endOfClass(start, 2);
        const word = source.slice(start, this.position);
        return this.token(word === "if" || word === "on" ? word : "word", word);
      }
      if (charClass === 4) this.position++;
      else if (c === 34 || c === 39) return this.readString(c);
      else if (c === HASH) this.skipLine();
      else if (c === BACKSLASH && source.charCodeAt(this.position + 1) === NEWLINE) {
        this.position += 2;
        this.line++;
      } else {
        const operator = this.operatorHere();
        if (operator !== null) {
          this.position += operator.length;
          return this.token("operator", operator);
        }
        this.warnUnsupported(c);
        this.position++;
      }
    }
  }

  /** Leaves the rest of the line unread. */
  skipLine(): void {
    const end = this.source.indexOf("\n", this.position);
    this.position = end === -1 ? this.source.length : end;
  }

  /**
   * The help text that follows. Its first line sets the indentation; a line with less ends it, and so does a
   * line at the margin after a blank one. Tabs count to the next multiple of 8; trailing blanks go.
   */
  readHelp(): string {
    this.skipLine();
    const lines: string[] = [];
    let indentation = 0;
    while (this.position < this.source.length) {
      const start = this.position + 1;
      let end = this.source.indexOf("\n", start);
      if (end === -1) end = this.source.length;
      const raw = this.source.slice(start, end);
      const body = raw.trimStart();
      const blank = body.trimEnd() === "";
      const column = blank ? 0 : columnsOf(raw.slice(0, raw.length - body.length));
      if (!blank) {
        if (lines.some((l) => l !== "") && column < indentation) break;
        if (indentation === 0 && !lines.some((l) => l !== "")) {
          if (column === 0) break;
          indentation = column;
        }
      }
      lines.push(blank ? "" : " ".repeat(column - indentation) + body.replace(/[ \t]+$/, ""));
      this.position = end;
      this.line++;
    }
    while (lines.at(-1) === "") lines.pop();
    return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  }

  private token(kind: TokenKind, text: string): TokenKind {
    this.kind = kind;
    this.text = text;
    return kind;
  }

  private atLineStart(): boolean {
    for (let i = this.position - 1; i >= 0; i--) {
      const c = this.source.charCodeAt(i);
      if (c === NEWLINE) return true;
      if (classes[c] !== 4) return false;
    }
    return true;
  }

  private endOfClass(from: number, mask: number): number {
    let i = from;
    while ((classes[this.source.charCodeAt(i)] ?? 0) & mask) i++;
    return i;
  }

  private readString(quote: number): TokenKind {
    let value = "";
    for (let i = this.position + 1; ; i++) {
      const c = this.source.charCodeAt(i);
      if (Number.isNaN(c) || c === NEWLINE) {
        this.warn(this.line, "multi-line strings not supported");
        this.position = i;
        break;
      }
      if (c === quote) {
        this.position = i + 1;
        break;
      }
      if (c === BACKSLASH && this.source.charCodeAt(i + 1) !== NEWLINE) i++;
      value += this.source[i] ?? "";
    }
    return this.token("string", value);
  }

  private operatorHere(): string | null {
    const two = this.source.substr(this.position, 2);
    if (["&&", "||", "!=", "<=", ">="].includes(two)) return two;
    const one = two[0] ?? "";
    return "()!=<>".includes(one) ? one : null;
  }

  private warnUnsupported(c: number): void {
    this.warn(this.line, `ignoring unsupported character '${String.fromCharCode(c)}'`);
  }
}

function columnsOf(blanks: string): number {
  let column = 0;
  for (const c of blanks) column = c === "\t" ? (column & ~7) + 8 : column + 1;
  return column;
}
