import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, YES } from "../model/tri.js";
import { valuesOfChoices } from "./choice-rules.js";
import type { Config } from "./config.js";

export type SetAllMode = "no" | "yes" | "mod" | "default";

const values = { no: NO, mod: MOD, yes: YES } as const;

/**
 * Gives every bool and tristate that was not set the same value; the rest follow from their defaults.
 * C: conf_set_all_new_symbols().
 */
export function setAllNew(config: Config, mode: SetAllMode): void {
  const { user, tree } = config;
  const { choices, decidesChoicesAtOnce, setsOnlyPrompted } = tree.dialect.values;
  const choicesAreGroups = choices === "group";
  const members = choicesAreGroups ? valuesOfChoices(tree) : null;
  const isInGroup = (symbol: KSymbol): boolean =>
    members !== null && (symbol.isChoice || members.has(symbol));
  for (const symbol of tree.table.all) {
    if (mode === "default" || symbol.isConst || user.has(symbol) || config.isComputed(symbol)) continue;
    if ((symbol.type !== "bool" && symbol.type !== "tristate") || isInGroup(symbol)) continue;
    if (setsOnlyPrompted && symbol.prompts.length === 0) continue;
    user.setTri(symbol, symbol.isAllNoConfigY && mode === "no" ? YES : values[mode]);
    user.mark(symbol);
  }
  config.invalidate();
  if (choicesAreGroups) return;
  const isAtOnce = mode === "default" && decidesChoicesAtOnce;
  for (const symbol of tree.table.all)
    if ((symbol.isChoice && !user.has(symbol)) || (symbol.choice && !isAtOnce))
      user.markNeedsChoiceValues(symbol);
  if (isAtOnce) for (const symbol of tree.symbolsInHashOrder()) if (symbol.isChoice) config.triValue(symbol);
}
