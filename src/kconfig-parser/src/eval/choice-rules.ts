/** Small questions about choices and their values. Pure. */
import type { KSymbol } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";
import { MOD, NO, type Tri, YES } from "../model/tri.js";
import type { Config } from "./config.js";
import type { ValueRules } from "./value-rules.js";
import { SETTLED, type ValueStore } from "./value-store.js";

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

/** All that stand in choices, also those that are asked for before their choice and so are computed on their own. */
export function valuesOfChoices({ table }: KconfigTree): ReadonlySet<KSymbol> {
  return new Set(table.all.flatMap(({ choiceValues }) => choiceValues));
}

/** Whether one of a group's values is asked for before it, and so computed on its own. */
export function hasOneElsewhere(group: KSymbol): boolean {
  return group.choiceValues.some(({ choice }) => choice !== group);
}

/**
 * With each of a group's values that is computed C settles all that were found visible when they were last looked at,
 * over what they were computed to before. It does not look again at those behind the user's y: one of them may be shown
 * and asked for although it cannot be seen any more, or be y, too, where it is asked for elsewhere. Who hears of unmet
 * dependencies, as from C, gets this; menus get the values anew where no value stands elsewhere.
 * @returns whether it was done; otherwise each value is computed by itself
 */
export function settleVisible(
  { onUnmetDependency }: Config,
  values: ValueStore,
  group: KSymbol,
  member: KSymbol | null,
): boolean {
  if (onUnmetDependency === null && !hasOneElsewhere(group)) return false;
  for (const value of group.choiceValues) {
    if (values.visible[value.id] === NO) continue;
    values.tri[value.id] = value === member ? YES : NO;
    values.valid[value.id] = SETTLED;
    values.written[value.id] = 1;
  }
  return true;
}
