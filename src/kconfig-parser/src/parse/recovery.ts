/** How many tokens must have been read after a syntax error before another one is told: yacc's rule. */
const quietTokens = 3;

/**
 * Which syntax errors are told. The C tools' parsers are made by yacc: after an error they say nothing of the next
 * one unless three tokens were right in between. What they say of the statement (that it is invalid) they always say.
 */
export class Recovery {
  private quiet = 0;

  /** So many tokens were right. */
  read(tokens: number): void {
    this.quiet = Math.max(0, this.quiet - tokens);
  }

  /** The next token is wrong; gives whether to tell. */
  fail(): boolean {
    const isTold = this.quiet === 0;
    this.quiet = quietTokens;
    return isTold;
  }
}
