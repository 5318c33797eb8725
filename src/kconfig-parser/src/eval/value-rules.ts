import { type RewriteRules, rewriting61, rewriting417, rewriting612 } from "../model/rewrite-rules.js";

/** How a dialect computes values. Data: each field is one thing that the C tools changed at some time. */
export interface ValueRules {
  /**
   * Up to 6.10 a choice is a symbol with a value of its own, n, m or y, and its values depend on it. Later it is
   * only a group of bools, of which the one that the user set last to y counts.
   */
  readonly choices: "symbol" | "group";
  /** A comparison takes the words n, m and y as 0, 1 and 2, as it does the values of bools; otherwise as texts. */
  readonly comparesConstantsAsNumbers: boolean;
  /** What is implied is written to `.config` even where its own dependencies say no. */
  readonly impliesAgainstDependencies: boolean;
  /** What y implies is y or n, never m. */
  readonly implyKeepsFromMod: boolean;
  /** An int without a default is 0 and a hex is 0x0; otherwise both are empty. */
  readonly numbersDefaultToZero: boolean;
  /** A number out of its range becomes the text of the bound as written, not the bound's number written anew. */
  readonly clampsToTextOfBound: boolean;
  /** What messages call the type bool. */
  readonly nameOfBool: "bool" | "boolean";
  /** The warning of unmet dependencies has the values of constants, too: `y [=y]`. */
  readonly showsConstants: boolean;
  /** Where all is set to its default, choices are computed first: it shows where a choice hangs on what it decides. */
  readonly decidesChoicesAtOnce: boolean;
  /** Warns of a default of a choice that is none of its values. */
  readonly checksChoiceDefaults: boolean;
  /** Where a value of a choice that is only a group may have prompts: in its choice, or in one entry. */
  readonly choicePrompts: "its choice" | "one entry";
  readonly rewriting: RewriteRules;
  /** allyesconfig and the like set only what has a prompt; otherwise all, which nobody sees but transitional symbols. */
  readonly setsOnlyPrompted: boolean;
  /** Number of buckets of C's hash table of symbols; its order is the order of messages. */
  readonly symbolBuckets: number;
}

/** Linux 4.17, as in Buildroot. */
export const values417: ValueRules = {
  choices: "symbol",
  comparesConstantsAsNumbers: false,
  impliesAgainstDependencies: false,
  implyKeepsFromMod: true,
  numbersDefaultToZero: false,
  clampsToTextOfBound: false,
  showsConstants: false,
  nameOfBool: "bool",
  decidesChoicesAtOnce: true,
  checksChoiceDefaults: true,
  choicePrompts: "its choice",
  rewriting: rewriting417,
  setsOnlyPrompted: false,
  symbolBuckets: 9973,
};

export const values61: ValueRules = {
  ...values417,
  rewriting: rewriting61,
  showsConstants: true,
  decidesChoicesAtOnce: false,
  comparesConstantsAsNumbers: true,
  impliesAgainstDependencies: true,
  implyKeepsFromMod: false,
  clampsToTextOfBound: true,
  nameOfBool: "bool",
  checksChoiceDefaults: true,
};

export const values612: ValueRules = {
  ...values61,
  choices: "group",
  rewriting: rewriting612,
  numbersDefaultToZero: true,
  symbolBuckets: 1 << 14,
};

/** Mainline in 2026. */
export const valuesNext: ValueRules = {
  ...values612,
  setsOnlyPrompted: true,
  choicePrompts: "one entry",
};
