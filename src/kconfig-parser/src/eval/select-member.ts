import type { KSymbol } from "../model/symbol.js";
import { NO, YES } from "../model/tri.js";
import { writeShownValues } from "./choice-rules.js";
import type { Config } from "./config.js";
import { DECIDING, type ValueStore } from "./value-store.js";

/**
 * The member that a choice of Linux 6.11 and later has: the last that the user set to y, else the default unless
 * the user said n to it, else the first that the user said nothing about, else the one that was said n to longest
 * ago. Only visible members count. C: sym_calc_choice().
 */
export function selectMember(config: Config, choice: KSymbol): KSymbol | null {
  const { user } = config;
  const isVisible = (s: KSymbol): boolean => config.visibilityOf(s) !== NO;
  const said = (s: KSymbol, value: number): boolean => user.has(s) && user.tri(s) === value;
  const byPriority = user.byPriority(choice.choiceValues);
  const wanted = byPriority.find((s) => isVisible(s) && said(s, YES));
  if (wanted) return wanted;
  const byDefault = defaultOfChoice(config, choice);
  if (byDefault && !said(byDefault, NO)) return byDefault;
  const open = choice.choiceValues.find((s) => isVisible(s) && !user.has(s));
  return open ?? byPriority.findLast(isVisible) ?? null;
}

/**
 * Finds the value of a choice of up to 6.10 that has just been computed: one that is y and has none is n.
 * @returns whether another computation might find something else
 */
export function decide(config: Config, values: ValueStore, choice: KSymbol): boolean {
  const { id } = choice;
  values.selection[id] = null;
  if (values.tri[id] !== YES) {
    // With what its values were found to be before: who hears of unmet dependencies, as from C, gets this, too.
    if (config.onUnmetDependency !== null) writeShownValues(choice, values);
    return false;
  }
  values.valid[id] = DECIDING;
  const wasSet = config.user.has(choice);
  const selected = selectValue(config, choice);
  values.selection[id] = selected;
  if (selected === null) values.tri[id] = NO;
  writeShownValues(choice, values);
  return selected === null || wasSet !== config.user.has(choice);
}

/** The value that a choice of up to 6.10 has while it is y: the user's when it is visible, else the default. */
function selectValue(config: Config, choice: KSymbol): KSymbol | null {
  const { user } = config;
  let all = true;
  for (const value of choice.choiceValues)
    if (config.visibilityOf(value) !== NO && !user.has(value)) all = false;
  if (!all) user.forget(choice);
  const wanted = user.selection(choice);
  return wanted && config.visibilityOf(wanted) !== NO ? wanted : defaultOfChoice(config, choice);
}

/**
 * The default that a choice has now: its first visible `default`, else its first visible value. What is no value of
 * the choice (C warns of it) counts, too, if it was found visible before.
 */
export function defaultOfChoice(config: Config, choice: KSymbol): KSymbol | null {
  for (const { value, visible } of choice.defaults) {
    if (config.evaluate(visible) === NO || value.op !== "symbol") continue;
    const { symbol } = value;
    const shown = symbol.choice === choice ? config.visibilityOf(symbol) : config.lastVisibility(symbol);
    if (shown !== NO) return symbol;
  }
  return choice.choiceValues.find((v) => config.visibilityOf(v) !== NO) ?? null;
}
