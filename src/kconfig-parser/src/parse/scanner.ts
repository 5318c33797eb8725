import type { HelpText } from "../model/help.js";
import { readHelpBlock } from "./help-block.js";
import type { TokenKind, TokenSource } from "./token.js";

/** What is told while reading. */
export interface ScannerWorld {
  warn(message: string): void;
  /** A last line without a newline was taken for a whole one. */
  endedEarly(): void;
}

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

/**
 * Tokens of the line-oriented language that Linux had up to 4.17 and Buildroot still has.
 * The first word of a line is a command; what follows are its parameters, where words may hold `/` and `.`.
 */
export class Scanner implements TokenSource {
  /** The line of the token just read, from 1. */
  line = 1;
  kind: TokenKind = "end-of-line";
  text = "";
  /** How many parameters were read, ends of lines among them. */
  count = 0;
  /** Whether a text that was read goes on where its line ends: that is told with the end of the line. */
  private isUnclosed = false;
  private position = 0;
  /**
   * Set where a file ended, without a newline, in blanks or behind a character that does not belong: what follows is
   * read one by one, blanks and comments, too. After a `source` that is what comes after the end of its line.
   */
  isOdd = false;

  constructor(
    readonly file: string,
    private readonly source: string,
    private readonly world: ScannerWorld,
  ) {}

  /** The next command word, null at the end of the file. Blank lines and comments are passed over. */
  nextCommand(): string | null {
    const { source } = this;
    // Behind a character that does not belong it is the same.
    let isOdd = false;
    let wasOdd = this.isOdd;
    let isBlank = false;
    this.isOdd = false;
    for (;;) {
      const c = source.charCodeAt(this.position);
      if (Number.isNaN(c)) {
        this.isOdd = isOdd || wasOdd || isBlank;
        return null;
      }
      if (c === NEWLINE) {
        this.position++;
        this.line++;
        isOdd = wasOdd;
        wasOdd = false;
        isBlank = false;
      } else if (!isOdd && classes[c] === 4) {
        this.position++;
        isBlank = true;
      } else if (!isOdd && c === HASH && this.atLineStart()) {
        this.skipLine();
        isBlank = false;
      } else if ((classes[c] ?? 0) & 1) {
        const start = this.position;
        this.position = this.endOfClass(start, 1);
        this.kind = "word";
        return source.slice(start, this.position);
      } else {
        this.warnUnsupported(c);
        this.position++;
        isOdd = true;
      }
    }
  }

  /** Reads the next parameter into `kind` and `text`. Stays at the end of the line once it is there. */
  next(): TokenKind {
    const { source } = this;
    for (;;) {
      const c = source.charCodeAt(this.position);
      if (c === NEWLINE) {
        if (this.isUnclosed) this.world.warn("multi-line strings not supported");
        this.isUnclosed = false;
        return this.token("end-of-line", "");
      }
      if (Number.isNaN(c)) {
        this.world.endedEarly();
        return this.token("end-of-line", "");
      }
      const charClass = classes[c] ?? 0;
      if (charClass & 3) {
        const start = this.position;
        this.position = this.endOfClass(start, 2);
        const word = source.slice(start, this.position);
        return this.token(word === "if" || word === "on" ? word : "word", word);
      }
      if (charClass === 4) this.position++;
      else if (isQuote(c)) return this.readString(c);
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

  /** Reads parameters up to the end of the line. */
  skipRest(): void {
    do this.next();
    while (this.kind !== "end-of-line");
  }

  /** Leaves the rest of the line unread. */
  skipLine(): void {
    const end = this.source.indexOf("\n", this.position);
    this.position = end === -1 ? this.source.length : end;
  }

  /** Whether nothing is left to read, and what was read last has no newline. */
  get isAtEnd(): boolean {
    return this.position >= this.source.length && !this.source.endsWith("\n");
  }

  /** Passes over the help text that follows. */
  readHelp(): HelpText {
    this.skipLine();
    const { help, end, lines } = readHelpBlock(this.source, this.position);
    this.position = end;
    this.line += lines;
    return help;
  }

  private token(kind: TokenKind, text: string): TokenKind {
    this.kind = kind;
    this.text = text;
    this.count++;
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
    const { source } = this;
    let value = "";
    let escaped = -1;
    let start = this.position + 1;
    for (let i = start; ; i++) {
      const c = source.charCodeAt(i);
      if (Number.isNaN(c)) {
        // C loses a text that the file ends in.
        this.position = i;
        return this.next();
      }
      if (c === NEWLINE) {
        this.position = i;
        this.isUnclosed = true;
        value += source.slice(start, i);
        // C loses a text that ends like this.
        return isQuote(source.charCodeAt(i - 1)) && i - 1 !== escaped
          ? this.next()
          : this.token("string", value);
      }
      if (c === quote) {
        this.position = i + 1;
        return this.token("string", value + source.slice(start, i));
      }
      if (c !== BACKSLASH) continue;
      value += source.slice(start, i);
      // The last one of a line stands for nothing.
      start = source.charCodeAt(i + 1) === NEWLINE ? i + 1 : ++i;
      escaped = i;
    }
  }

  private operatorHere(): string | null {
    const one = this.source[this.position] ?? "";
    const second = this.source[this.position + 1];
    if (second === "=" && (one === "!" || one === "<" || one === ">")) return one + second;
    if (one === "&" || one === "|") return second === one ? one + second : null;
    return "()!=<>".includes(one) ? one : null;
  }

  private warnUnsupported(c: number): void {
    this.world.warn(`ignoring unsupported character '${String.fromCharCode(c)}'`);
  }
}

function isQuote(c: number): boolean {
  return c === 34 || c === 39;
}
