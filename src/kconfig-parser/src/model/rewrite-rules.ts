/** How a dialect rewrites conditions. Data: it shows in messages, and in values where a tool has a mistake. */
export interface RewriteRules {
  /**
   * What repeats is looked for within each part of a condition before it is looked for across them, and every y and n
   * is left out; otherwise across all at once, and they are left out only where something else repeats.
   */
  readonly levelByLevel: boolean;
  /** What is said of y, m and n twice is said once, as with any tristate: `y = y && y != n` is `y = y`. */
  readonly joinsConstants: boolean;
  /** Of two operands the right one is rewritten, and what is to be told of it told, first. */
  readonly rightFirst: boolean;
  /**
   * `BOOL != y`, where it is a condition and not within `!(…)`, holds whatever BOOL is: the tool loses the symbol. It
   * says "Oops! How to check" with a number out of its memory, which is left out here, and may crash.
   */
  readonly losesNotYes: boolean;
  /** `TRISTATE != n` is `TRISTATE` (m, not y, where that is m) in what the properties of a symbol hang on that is no tristate. */
  readonly plainForBools: boolean;
}

/** Linux 4.17, as in Buildroot. */
export const rewriting417: RewriteRules = {
  levelByLevel: false,
  joinsConstants: false,
  rightFirst: false,
  losesNotYes: false,
  plainForBools: true,
};

export const rewriting61: RewriteRules = { ...rewriting417, joinsConstants: true, plainForBools: false };

export const rewriting612: RewriteRules = {
  ...rewriting61,
  levelByLevel: true,
  rightFirst: true,
  losesNotYes: true,
};
