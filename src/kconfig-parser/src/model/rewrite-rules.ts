/** How a dialect rewrites conditions. Data: it shows in messages, and in values where a tool has a mistake. */
export interface RewriteRules {
  /** Conditions lose every y and n in them; otherwise only where something else repeats. */
  readonly foldsConstants: boolean;
  /** Of two operands the right one is rewritten, and what is to be told of it told, first. */
  readonly rightFirst: boolean;
  /**
   * `BOOL != y`, where it is a condition and not within `!(…)`, holds whatever BOOL is: the tool loses the symbol. It
   * says "Oops! How to check" with a number out of its memory, which is left out here, and may crash.
   */
  readonly losesNotYes: boolean;
}

/** Linux 4.17, as in Buildroot, up to 6.1 and later. */
export const rewriting417: RewriteRules = { foldsConstants: false, rightFirst: false, losesNotYes: false };

export const rewriting612: RewriteRules = { foldsConstants: true, rightFirst: true, losesNotYes: true };
