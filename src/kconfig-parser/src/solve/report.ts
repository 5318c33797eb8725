import type { Location } from "../diagnostics.js";
import type { SymbolReference } from "../explain/report.js";

/**
 * The shape of `kconf solve --json`, and what solve() gives. It only grows: a change that breaks a reader raises
 * `version`. Values are the texts of a `.config` without quotes.
 */
export type SolveReport =
  /** The symbol has that value already. */
  | { readonly version: 1; readonly kind: "already"; readonly request: RequestReport }
  /** Every solution was tried with the evaluator; the best is first. */
  | {
      readonly version: 1;
      readonly kind: "solved";
      readonly request: RequestReport;
      readonly solutions: readonly Solution[];
      /** Whether the search went to its end; otherwise time ran out, and there may be more. */
      readonly complete: boolean;
    }
  /** No settings of the user lead there; `because` is what stands in the way. */
  | {
      readonly version: 1;
      readonly kind: "impossible";
      readonly request: RequestReport;
      readonly because: readonly Reason[];
    }
  /** Nothing that was tried works; `tried` sets of changes were. It may still be possible. */
  | {
      readonly version: 1;
      readonly kind: "not-found";
      readonly request: RequestReport;
      readonly tried: number;
      readonly because: readonly Reason[];
    };

export interface RequestReport {
  readonly symbol: SymbolReference;
  readonly value: string;
}

/** A set of changes after which the symbol has the value. */
export interface Solution {
  /** In an order in which a user can make them. */
  readonly changes: readonly Change[];
  /** What else changes by it, the symbol asked for left out. */
  readonly sideEffects: readonly SideEffect[];
  /** Symbols that would be selected although their own dependencies say no: the C tools warn of them. */
  readonly unmet: readonly string[];
}

/** A value for the user to set. */
export interface Change {
  readonly symbol: string;
  readonly prompt: string | null;
  readonly location: Location | null;
  readonly from: string;
  readonly to: string;
}

export interface SideEffect {
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
}

/** What stands in the way; one leads to the next, down to something that nobody can change. */
export type Reason =
  /** The text is no value of the symbol's type. */
  | { readonly kind: "not-a-value"; readonly symbol: string; readonly type: string; readonly value: string }
  | {
      readonly kind: "range";
      readonly symbol: string;
      readonly value: string;
      readonly min: string;
      readonly max: string;
      readonly location: Location;
    }
  /** A condition needs it, and no file that was read defines it: it belongs to another architecture, or is a slip. */
  | { readonly kind: "undefined"; readonly symbol: string; readonly wanted: string }
  | { readonly kind: "constant"; readonly text: string; readonly wanted: string }
  | {
      readonly kind: "environment";
      readonly symbol: string;
      readonly variable: string;
      readonly value: string;
    }
  /** It has no prompt, and nothing that could set it can be made to. */
  | {
      readonly kind: "no-prompt";
      readonly symbol: string;
      readonly wanted: string;
      readonly location: Location | null;
      readonly because: readonly Reason[];
    }
  /** Its prompt's condition cannot be made true. */
  | {
      readonly kind: "dependency";
      readonly symbol: string;
      readonly wanted: string;
      readonly condition: string;
      readonly location: Location | null;
      readonly because: readonly Reason[];
    }
  /** It cannot be lowered: these select it, and cannot be turned off. */
  | {
      readonly kind: "selected";
      readonly symbol: string;
      readonly wanted: string;
      readonly by: readonly string[];
      readonly because: readonly Reason[];
    }
  /** A comparison that no value of the symbol makes true. */
  | { readonly kind: "comparison"; readonly text: string; readonly wanted: string }
  /** The way there needs the symbol to be two things at once. */
  | { readonly kind: "contradiction"; readonly symbol: string; readonly values: readonly string[] };
