import { NO, YES } from "../model/tri.js";
import type { Config } from "./config.js";

export type SetAllMode = "no" | "yes" | "mod" | "default";

/**
 * Gives every bool that was not set the same value; the rest follow from their defaults.
 * C: conf_set_all_new_symbols().
 */
export function setAllNew(config: Config, mode: SetAllMode): void {
  const { user, tree } = config;
  for (const symbol of tree.table.all) {
    if (mode === "default" || symbol.isConst || user.has(symbol) || config.isComputed(symbol)) continue;
    if (symbol.type !== "bool" && symbol.type !== "tristate") continue;
    const yes = mode === "yes" || mode === "mod" || symbol.isAllNoConfigY;
    user.setTri(symbol, yes ? YES : NO);
    user.mark(symbol);
  }
  config.invalidate();
  for (const symbol of tree.table.all)
    if ((symbol.isChoice && !user.has(symbol)) || symbol.choice) user.markNeedsChoiceValues(symbol);
}
