import type { LaterAnswers } from "../preprocess/later-answers.js";

/**
 * What a scanner stands on. `keyword`, `assignment` and `end-of-file` occur only in the language of Linux 4.18 and
 * later, where keywords are keywords everywhere; `if` and `on` are tokens of their own in both.
 */
export type TokenKind =
  | "word"
  /** A word that is not known yet, see LaterAnswers. */
  | "later"
  | "string"
  | "operator"
  | "if"
  | "on"
  | "end-of-line"
  | "keyword"
  | "assignment"
  | "end-of-file";

/** Tokens one after another, whichever language they are of. */
export interface TokenSource {
  readonly kind: TokenKind;
  readonly text: string;
  /** Who knows about words of the kind `later`. */
  readonly later?: LaterAnswers;
  /** Goes to the next token. */
  next(): TokenKind;
}
