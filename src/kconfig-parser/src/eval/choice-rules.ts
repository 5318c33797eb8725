/** Small questions about choices and their values. Pure. */
import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, type Tri, YES } from "../model/tri.js";
import type { ValueRules } from "./value-rules.js";
import type { ValueStore } from "./value-store.js";

/** True where a choice only groups its values, and is no symbol with a value of its own. */
export function isGroup(symbol: KSymbol, rules: ValueRules): boolean {
  return symbol.isChoice && rules.choices === "group";
}

/** Without a type nothing is computed, and it is not shown. */
export function hasNoValue(symbol: KSymbol, rules: ValueRules): boolean {
  return symbol.type === "unknown" && !isGroup(symbol, rules);
}

/** A tristate value of a choice that may only be m is not there while its choice is y. */
export function promptVisibility({ type, choice }: KSymbol, visible: Tri, values: ValueStore): Tri {
  const isHidden = visible === MOD && choice && type === "tristate" && values.tri[choice.id] === YES;
  return isHidden ? NO : visible;
}

/** With a choice its values that it finds visible are written: also one that was computed before it, in a cycle. */
export function writeShownValues({ id, choiceValues }: KSymbol, { written, visible }: ValueStore): void {
  if (written[id] === 0) return;
  for (const value of choiceValues) if (visible[value.id] !== NO) written[value.id] = 1;
}
