import { upToNul } from "../../byte-text.js";
import type { Location } from "../../diagnostics.js";
import type { HelpText } from "../../model/help.js";
import type { LaterAnswers } from "../../preprocess/later-answers.js";
import { type Preprocessor, unterminated } from "../../preprocess/preprocessor.js";
import { closingParenthesis } from "../../preprocess/references.js";
import { readHelpBlock } from "../help-block.js";
import type { TokenKind, TokenSource } from "../token.js";
import { BLANK, classes, WORD } from "./character-classes.js";

const NUL = 0;
const NEWLINE = 10;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const APOSTROPHE = 39;
const OPEN = 40;
const EQUALS = 61;
const BACKSLASH = 92;

export interface ScannerWorld {
  readonly keywords: ReadonlySet<string>;
  readonly preprocessor: Preprocessor;
  /** Where the statement began that is being read. */
  readonly statement: Location;
  warn(location: Location, message: string): void;
  /** Told when a last line without a newline was taken for a whole one. */
  endedEarly(): void;
}

/** Tokens of the language that Linux has since 4.18, macros expanded. */
export class TokenScanner implements TokenSource {
  kind: TokenKind = "end-of-line";
  text = "";
  /** The line of the token just read, from 1. */
  line = 1;
  /** How many tokens were read. */
  count = 0;
  private position = 0;
  /** The line on which `position` is. */
  private currentLine = 1;
  private readonly hasNul: boolean;
  readonly later: LaterAnswers;

  constructor(
    readonly file: string,
    private readonly source: string,
    private readonly world: ScannerWorld,
    /** A last line without a newline counts as ended. */
    private readonly endsItself: boolean,
  ) {
    this.hasNul = source.includes("\0");
    this.later = world.preprocessor.later;
  }

  next(): TokenKind {
    const { source } = this;
    for (;;) {
      const c = source.charCodeAt(this.position);
      this.line = this.currentLine;
      const charClass = classes[c];
      if (charClass === WORD) return this.readWord();
      if (charClass === BLANK) this.position++;
      else if (c === NEWLINE) {
        this.position++;
        this.currentLine++;
        return this.token("end-of-line", "");
      } else if (c === QUOTE || c === APOSTROPHE) return this.readString(c);
      else if (c === DOLLAR) {
        const word = this.expandedWord("");
        if (word !== "") return this.expanded(word);
      } else if (c === HASH) this.skipToNewline();
      else if (c === BACKSLASH && source.charCodeAt(this.position + 1) === NEWLINE) {
        this.position += 2;
        this.currentLine++;
      } else if (this.position >= source.length) return this.endOfFile();
      else {
        const kind = this.readOperator(c);
        if (kind !== null) return kind;
      }
    }
  }

  /** Reads the rest of an assignment's line as it stands; the scanner then stands on the end of the line. */
  assignedValue(): string {
    while (classes[this.source.charCodeAt(this.position)] === BLANK) this.position++;
    const start = this.position;
    this.skipToNewline();
    const value = this.source.slice(start, this.position);
    this.next();
    return this.hasNul ? upToNul(value) : value;
  }

  /** Passes over the help text below; the scanner stands on the end of the line with `help`. */
  readHelp(): HelpText {
    const { help, end, lines } = readHelpBlock(this.source, this.position - 1);
    this.position = Math.min(end + 1, this.source.length);
    this.currentLine += end < this.source.length ? lines : lines - 1;
    return help;
  }

  /** The line that the next token is looked for on. */
  get nextLine(): number {
    return this.currentLine;
  }

  /** Whether nothing is left to read, and what was read last has no newline. */
  get isAtEnd(): boolean {
    return this.position >= this.source.length && !this.source.endsWith("\n");
  }

  /** Reads tokens up to the end of the line. */
  skipLine(): void {
    while (this.kind !== "end-of-line" && this.kind !== "end-of-file") this.next();
  }

  private token(kind: TokenKind, text: string): TokenKind {
    this.kind = kind;
    this.text = text;
    this.count++;
    return kind;
  }

  private skipToNewline(): void {
    const end = this.source.indexOf("\n", this.position);
    this.position = end === -1 ? this.source.length : end;
  }

  private readWord(): TokenKind {
    const { source } = this;
    const start = this.position;
    let i = start + 1;
    while (classes[source.charCodeAt(i)] === WORD) i++;
    this.position = i;
    const word = source.slice(start, i);
    if (source.charCodeAt(i) === DOLLAR) return this.expanded(this.expandedWord(word));
    if (!this.world.keywords.has(word)) return this.token("word", word);
    return this.token(word === "if" || word === "on" ? word : "keyword", word);
  }

  private expanded(word: string): TokenKind {
    return this.later.isLater(word)
      ? this.token("later", word)
      : this.token("word", this.later.settled(word));
  }

  /** The rest of a word from a `$` on, macros expanded; spaces in what they give are part of the word. */
  private expandedWord(before: string): string {
    const { source } = this;
    let word = before;
    for (;;) {
      const start = this.position;
      const c = source.charCodeAt(start);
      if (c === DOLLAR) word += this.expandReference();
      else if (classes[c] === WORD) {
        while (classes[source.charCodeAt(this.position)] === WORD) this.position++;
        word += source.slice(start, this.position);
      } else {
        // A zero byte right behind it goes unseen.
        if (c === NUL) this.position++;
        return word;
      }
    }
  }

  /** What the `$` at the position stands for: a reference's value, or itself. */
  private expandReference(): string {
    const { source } = this;
    const start = this.position + 2;
    if (source.charCodeAt(start - 1) !== OPEN) {
      this.position++;
      return "$";
    }
    const at = { file: this.file, line: this.currentLine };
    const end = closingParenthesis(source, start);
    if (end === -1) {
      this.skipToNewline();
      throw unterminated(source.slice(start, this.position), at);
    }
    this.position = end + 1;
    return this.world.preprocessor.reference(source.slice(start, end), at);
  }

  private readString(quote: number): TokenKind {
    const { source } = this;
    let value = "";
    let start = this.position + 1;
    for (let i = start; ; i++) {
      const c = source.charCodeAt(i);
      if (c === quote) {
        this.position = i + 1;
        return this.string(value + source.slice(start, i));
      }
      if (c === NEWLINE || i >= source.length) {
        if (c === NEWLINE) this.world.warn(this.world.statement, "multi-line strings not supported");
        this.position = i;
        return this.string(value + source.slice(start, i));
      }
      if (c === BACKSLASH) {
        value += source.slice(start, i);
        // The last one of a line stands for nothing.
        start = source.charCodeAt(i + 1) === NEWLINE ? i + 1 : ++i;
      } else if (c === DOLLAR && source.charCodeAt(i + 1) === OPEN) {
        value += source.slice(start, i);
        this.position = i;
        value += this.expandReference();
        start = this.position;
        i = start - 1;
      }
    }
  }

  /** A NUL byte ends a text in C. */
  private string(text: string): TokenKind {
    const settled = this.later.settled(text);
    return this.token("string", this.hasNul ? upToNul(settled) : settled);
  }

  private readOperator(c: number): TokenKind | null {
    const { source, position } = this;
    const one = source.charAt(position);
    const second = source.charCodeAt(position + 1);
    switch (one) {
      case "!":
      case "<":
      case ">":
        if (second === EQUALS) return this.operator(`${one}=`);
        return this.operator(one);
      case "&":
      case "|":
        if (second === c) return this.operator(one + one);
        break;
      case "(":
      case ")":
      case "=":
        return this.operator(one);
      case ":":
      case "+":
        if (second === EQUALS) {
          this.position += 2;
          return this.token("assignment", `${one}=`);
        }
    }
    this.world.warn({ file: this.file, line: this.currentLine }, `ignoring unsupported character '${one}'`);
    this.position++;
    return null;
  }

  private operator(text: string): TokenKind {
    this.position += text.length;
    return this.token("operator", text);
  }

  private endOfFile(): TokenKind {
    if (this.kind !== "end-of-line" && this.kind !== "end-of-file") {
      this.world.warn({ file: this.file, line: this.currentLine }, "no new line at end of file");
      if (this.endsItself) {
        this.world.endedEarly();
        return this.token("end-of-line", "");
      }
    }
    return this.token("end-of-file", "");
  }
}
