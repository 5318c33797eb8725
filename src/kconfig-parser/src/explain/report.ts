import type { Location } from "../diagnostics.js";
import type { Relation } from "../model/expr.js";
import type { SymbolType } from "../model/symbol.js";

/**
 * The shape of `kconf why --json`, and what explain() gives. It only grows: a change that breaks a reader raises
 * `version`. Values are the texts of a `.config` without quotes; `n`, `m` and `y` for conditions.
 */
export interface WhyReport {
  readonly version: 1;
  readonly symbol: SymbolReference;
  readonly origin: Origin;
  /** How far its own dependencies let it go. */
  readonly dependencies: TriText;
  readonly visibility: TriText;
  /** Whether the user can change it now. */
  readonly assignable: Assignable;
  /** The bounds of an int or hex, where there are any. */
  readonly range: RangeReport | null;
  readonly definitions: readonly DefinitionReport[];
  readonly defaults: readonly DefaultReport[];
  readonly selectedBy: readonly ReverseReport[];
  readonly impliedBy: readonly ReverseReport[];
}

export type TriText = "n" | "m" | "y";

/** A symbol as it is named in a report. A choice without a name has its prompt in place of one. */
export interface SymbolReference {
  readonly name: string;
  readonly kind: "symbol" | "choice" | "constant" | "undefined";
  readonly type: SymbolType;
  readonly value: string;
  /** Where it is defined, in the order of the files; none for constants and for what nobody defines. */
  readonly locations: readonly Location[];
}

/** Where the value comes from. */
export type Origin =
  | { readonly kind: "user"; readonly value: string }
  | { readonly kind: "default"; readonly location: Location; readonly text: string }
  | { readonly kind: "select"; readonly by: readonly SymbolReference[] }
  | { readonly kind: "imply"; readonly by: readonly SymbolReference[] }
  | {
      readonly kind: "choice";
      readonly choice: SymbolReference;
      /** Whether the user picked the member that is on, or it is on by default. */
      readonly how: "picked" | "default";
      readonly selected: string | null;
    }
  | { readonly kind: "range"; readonly wanted: string; readonly range: RangeReport }
  | { readonly kind: "environment"; readonly variable: string }
  /** No definition gives it a type: it stands for its own name in comparisons, else for n. */
  | { readonly kind: "no-type" }
  /** Nothing gives it a value: n, or an empty text. */
  | { readonly kind: "nothing" };

export type Assignable =
  | { readonly kind: "yes"; readonly values: readonly string[] }
  /** It has no prompt: only defaults, selects and implies decide. */
  | { readonly kind: "no-prompt" }
  /** It has a prompt whose condition does not hold. */
  | { readonly kind: "hidden" }
  /** Another symbol selects it as far as it goes. */
  | { readonly kind: "selected"; readonly by: readonly SymbolReference[] };

export interface RangeReport {
  readonly min: string;
  readonly max: string;
  readonly location: Location;
  readonly condition: ConditionReport | null;
}

/** One `config`, `menuconfig` or `choice` entry of the symbol. */
export interface DefinitionReport {
  readonly location: Location;
  readonly prompt: string | null;
  /** The menus around it, outermost first. */
  readonly path: readonly string[];
  /** `depends on`, its own and that of everything around it. */
  readonly depends: ConditionReport | null;
  /** `visible if` of the menus around it. */
  readonly visibleIf: ConditionReport | null;
  /** The `if` behind the prompt. */
  readonly promptIf: ConditionReport | null;
}

export interface DefaultReport {
  readonly location: Location;
  readonly text: string;
  readonly value: string;
  /** The first default whose condition holds is in force. */
  readonly inForce: boolean;
  readonly condition: ConditionReport | null;
}

/** Someone who selects or implies the symbol. */
export interface ReverseReport {
  readonly by: SymbolReference;
  readonly location: Location;
  readonly inForce: boolean;
  /** How far it raises the symbol now. */
  readonly value: TriText;
  readonly condition: ConditionReport | null;
}

export interface ConditionReport {
  readonly text: string;
  readonly value: TriText;
  /** The operands that make the value what it is, in the order of the text. */
  readonly deciding: readonly Operand[];
}

export type Operand =
  | {
      readonly kind: "symbol";
      readonly symbol: SymbolReference;
      readonly negated: boolean;
      /** What the operand (with its `!`) is worth. */
      readonly value: TriText;
      /** The entry that states the condition: an `if`, `menu` or `config` line; null when not known. */
      readonly statedAt: Location | null;
    }
  | {
      readonly kind: "comparison";
      readonly text: string;
      readonly left: SymbolReference;
      readonly relation: Relation;
      readonly right: SymbolReference;
      readonly negated: boolean;
      readonly value: TriText;
      readonly statedAt: Location | null;
    };
