import { setString } from "../eval/assign.js";
import { toInt64 } from "../eval/compare.js";
import { Config } from "../eval/config.js";
import { symbolLabel } from "../explain/reference.js";
import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, YES } from "../model/tri.js";
import type { Solution } from "./report.js";

/** A value for a symbol. */
export interface Setting {
  readonly symbol: KSymbol;
  readonly value: string;
}

/** A configuration with the same values, which changes on its own. */
export function copyConfig(config: Config): Config {
  const copy = new Config(config.tree, config.user.clone());
  copy.invalidate();
  return copy;
}

/**
 * Makes the settings as a user at a menu would: each as soon as it can be made, in the order given as far as that
 * goes. Gives those that were made, in the order in which they were; the others cannot be made.
 */
export function applySettings<T extends Setting>(config: Config, settings: readonly T[]): T[] {
  const made: T[] = [];
  let waiting = [...settings];
  for (let progress = true; progress && waiting.length > 0; ) {
    progress = false;
    const later: T[] = [];
    // A text could be set while it is hidden, which no menu offers.
    for (const setting of waiting)
      if (
        config.visibility(setting.symbol) !== NO &&
        setString(config, setting.symbol, setting.value) &&
        hasValue(config, setting.symbol, setting.value)
      ) {
        made.push(setting);
        progress = true;
      } else later.push(setting);
    waiting = later;
  }
  return made;
}

/**
 * Puts the settings in all at once, as an edited `.config` would: one computation instead of one for each. What a
 * menu would refuse is not refused, so this only tells what need not be tried any further.
 */
export function putSettings(config: Config, settings: readonly Setting[]): void {
  const { user } = config;
  for (const { symbol, value } of settings) {
    if (symbol.choice || symbol.isChoice) continue;
    user.mark(symbol);
    if (symbol.type === "bool" || symbol.type === "tristate")
      user.setTri(symbol, value === "y" ? YES : value === "m" ? MOD : NO);
    else user.setText(symbol, value);
  }
  config.invalidate();
  // A member is picked by more than its own value, and one choice may open the way to another.
  applySettings(
    config,
    settings.filter(({ symbol }) => symbol.choice || symbol.isChoice),
  );
}

/** Whether the symbol has this value: numbers compare as numbers, so `1f` is `0x1F`. */
export function hasValue(config: Config, symbol: KSymbol, value: string): boolean {
  const now = config.stringValue(symbol);
  if (now === value) return true;
  if (symbol.type !== "int" && symbol.type !== "hex") return false;
  const base = symbol.type === "hex" ? 16 : 10;
  return now !== "" && value !== "" && toInt64(now, base) === toInt64(value, base);
}

/**
 * Makes the changes of a solution, in its order. Gives false, with the configuration as it was, when one cannot be
 * made: then the configuration is not the one that was solved for.
 */
export function applySolution(config: Config, { changes }: Solution): boolean {
  const settings = changes.flatMap(({ symbol: name, to }) => {
    const symbol = config.tree.symbol(name) ?? config.tree.symbols.find((s) => symbolLabel(s) === name);
    return symbol ? [{ symbol, value: to }] : [];
  });
  const before = config.user.clone();
  if (settings.length === changes.length && applySettings(config, settings).length === changes.length)
    return true;
  config.user.copyFrom(before);
  config.invalidate();
  return false;
}
