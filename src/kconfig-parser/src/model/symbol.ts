import type { Expr } from "./expr.js";
import type { MenuNode } from "./menu.js";

export type SymbolType = "unknown" | "bool" | "tristate" | "int" | "hex" | "string";

/** A value that holds under a condition: the text of `default`, `range`, `select`, `imply` and prompts. */
export interface Conditional {
  /** Where it is written; its condition gets the dependencies of this node. */
  readonly node: MenuNode;
  /** null means always. */
  visible: Expr | null;
  /** The line it is written in, in the file of its node; not known where the tree came out of a cache. */
  readonly line?: number;
  /** For what C places in another file than its node: that file, and when it was read among what is like it. */
  readonly elsewhere?: { readonly file: string; readonly rank: number };
}

export interface Prompt extends Conditional {
  readonly text: string;
}

export interface Default extends Conditional {
  readonly value: Expr;
  /** It comes from the environment, and does not depend on what its entry depends on. */
  readonly isAlways?: true;
}

/** `select` and `imply`. */
export interface Reverse extends Conditional {
  readonly target: KSymbol;
}

export interface Range extends Conditional {
  readonly low: KSymbol;
  readonly high: KSymbol;
}

/** A symbol, a constant, or (with `isChoice`) a choice. Identity matters: one object a name. */
export class KSymbol {
  type: SymbolType = "unknown";
  /** A choice that may have no selection (`optional`). */
  isOptional = false;
  /** Never written: choices, and symbols taken from the environment. */
  isAuto = false;
  /** `option allnoconfig_y`. */
  isAllNoConfigY = false;
  /** `transitional`: read from old configurations, never shown nor written. */
  isTransitional = false;
  /** The choice that this symbol is a value of. */
  choice: KSymbol | null = null;
  /** The values of a choice, in the order of definition. */
  readonly choiceValues: KSymbol[] = [];
  /** Variable of `option env=`. */
  env: string | null = null;

  readonly nodes: MenuNode[] = [];
  readonly prompts: Prompt[] = [];
  readonly defaults: Default[] = [];
  readonly selects: Reverse[] = [];
  readonly implies: Reverse[] = [];
  readonly ranges: Range[] = [];

  /** What its definitions depend on, or-ed; null when nothing. */
  dirDep: Expr | null = null;
  /** Who selects it, or-ed; null when nobody. */
  revDep: Expr | null = null;
  /** Who implies it, or-ed; null when nobody. */
  implied: Expr | null = null;

  constructor(
    readonly id: number,
    /** Null for a choice without a name. */
    readonly name: string | null,
    readonly isConst: boolean,
    readonly isChoice: boolean,
  ) {}

  get isChoiceValue(): boolean {
    return this.choice !== null;
  }
}
