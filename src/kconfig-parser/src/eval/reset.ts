import type { KSymbol } from "../model/symbol.js";
import type { Config } from "./config.js";
import type { UserValues } from "./user-values.js";

/**
 * Takes back what was set or loaded for these symbols: their defaults are in force again. A choice goes with its
 * values, and a value of a choice with all of it. Gives whether anything changed; no C tool has this.
 */
export function resetSymbols(config: Config, symbols: Iterable<KSymbol>): boolean {
  return replace(config, symbols, (symbol) => config.user.erase(symbol));
}

/** The same, but back to what `older` (of the same tree) says of them. */
export function restoreSymbols(config: Config, symbols: Iterable<KSymbol>, older: UserValues): boolean {
  return replace(config, symbols, ({ id }) => config.user.put(id, older.record(id)));
}

function replace(config: Config, symbols: Iterable<KSymbol>, put: (symbol: KSymbol) => void): boolean {
  const all = new Set<KSymbol>();
  for (const symbol of symbols) for (const each of withItsChoice(symbol)) all.add(each);
  const before = config.user.clone();
  for (const symbol of all) put(symbol);
  if (config.user.differences(before).length === 0) return false;
  config.invalidate();
  config.modified = true;
  return true;
}

function withItsChoice(symbol: KSymbol): readonly KSymbol[] {
  const choice = symbol.isChoice ? symbol : symbol.choice;
  return choice === null ? [symbol] : [choice, ...choice.choiceValues];
}
