import type { Location } from "../diagnostics.js";
import type { DialectName } from "../dialect.js";
import type { Relation } from "../model/expr.js";
import type { NodeKind } from "../model/menu.js";
import type { SymbolType } from "../model/symbol.js";

/**
 * A tree as `kconf dump` prints it: everything that the Kconfig files say, with places, and no values. Conditions
 * are those that count: what surrounds an entry is part of them. It only grows: a change that breaks a reader raises
 * `version`. Texts are latin1: one character is one byte of the file.
 */
export interface TreeDump {
  readonly format: "kconfig-tree";
  readonly version: 1;
  readonly dialect: DialectName;
  readonly title: string;
  readonly symbols: readonly SymbolDump[];
  /** The main menu. */
  readonly menu: NodeDump;
}

export interface SymbolDump {
  /** The name; of a choice without one, `<choice N>`, counted from 1 in the order of the files. */
  readonly name: string;
  readonly kind: "symbol" | "choice";
  readonly type: SymbolType;
  readonly locations: readonly Location[];
  /** What its definitions depend on, or-ed; null is always. */
  readonly dependsOn: Condition | null;
  readonly prompts: readonly PromptDump[];
  readonly defaults: readonly DefaultDump[];
  readonly ranges: readonly RangeDump[];
  readonly selects: readonly ReverseDump[];
  readonly implies: readonly ReverseDump[];
  /** The choice it is a member of. */
  readonly choice: string | null;
  /** The members of a choice, in the order of the files. */
  readonly members: readonly string[];
  /** The variable that it is taken from (`option env=`). */
  readonly environment: string | null;
}

/** Each entry of the menus: a symbol has as many as definitions. */
export interface NodeDump {
  readonly kind: NodeKind;
  /** A `menuconfig`, not a `config`. */
  readonly isMenuConfig: boolean;
  readonly symbol: string | null;
  readonly prompt: string | null;
  readonly location: Location;
  readonly dependsOn: Condition | null;
  readonly visibleIf: Condition | null;
  readonly help: string | null;
  readonly children: readonly NodeDump[];
}

interface Conditional {
  readonly location: Location;
  readonly condition: Condition | null;
}

export interface PromptDump extends Conditional {
  readonly text: string;
}

export interface DefaultDump extends Conditional {
  readonly value: Condition;
}

export interface RangeDump extends Conditional {
  readonly low: OperandDump;
  readonly high: OperandDump;
}

/** A `select` or `imply`. */
export interface ReverseDump extends Conditional {
  readonly target: string;
}

/** An expression, as text in the language of Kconfig and as a tree. */
export interface Condition {
  readonly text: string;
  readonly tree: ExpressionDump;
}

export type ExpressionDump =
  | OperandDump
  | { readonly op: "not"; readonly operand: ExpressionDump }
  | { readonly op: "and" | "or"; readonly operands: readonly ExpressionDump[] }
  | {
      readonly op: "compare";
      readonly relation: Relation;
      readonly left: OperandDump;
      readonly right: OperandDump;
    };

/** A symbol by its name, or a constant (`y`, `"text"`, `0x10`) by its text. */
export type OperandDump =
  | { readonly op: "symbol"; readonly name: string }
  | { readonly op: "constant"; readonly text: string };
