import type { KSymbol, Range, SymbolType } from "../model/symbol.js";
import { NO } from "../model/tri.js";
import { toInt64 } from "./compare.js";
import type { Config } from "./config.js";
import type { ValueStore } from "./value-store.js";

/** The bound of a range that a number is beyond. */
interface Exceeded {
  readonly by: KSymbol;
  readonly limit: bigint;
}

/** The first range whose condition holds. C: sym_get_range_prop(). */
export function rangeInForce(config: Config, symbol: KSymbol): Range | undefined {
  return symbol.ranges.find((r) => config.evaluate(r.visible) !== NO);
}

/**
 * The bound that a number is beyond, read in the base of the symbol's type; null when it may stay. The upper one is
 * looked at, and computed, when the lower one holds: help pages show what was computed last. C: sym_validate_range().
 */
export function exceeded(config: Config, symbol: KSymbol, text: string): Exceeded | null {
  const range = rangeInForce(config, symbol);
  if (range === undefined) return null;
  const base = symbol.type === "hex" ? 16 : 10;
  const number = toInt64(text, base);
  const limitOf = (bound: KSymbol): bigint =>
    toInt64(config.stringValue(bound), bound.type === "int" ? 10 : bound.type === "hex" ? 16 : base);
  const low = limitOf(range.low);
  if (number < low) return { by: range.low, limit: low };
  const high = limitOf(range.high);
  return number > high ? { by: range.high, limit: high } : null;
}

/** What the first default whose condition holds gives an int, hex or string; null when there is none. */
export function textByDefault(config: Config, symbol: KSymbol): string | null {
  const chosen = symbol.defaults.find((d) => config.evaluate(d.visible) !== NO)?.value;
  return chosen?.op === "symbol" ? textOf(config, chosen.symbol) : null;
}

/** What becomes of a number that is out of its range; null when it may stay. */
export function clampedText(config: Config, symbol: KSymbol, text: string): string | null {
  const bound = symbol.type === "string" ? null : exceeded(config, symbol, text);
  if (bound === null) return null;
  if (config.tree.dialect.values.clampsToTextOfBound) return textOf(config, bound.by);
  const { limit } = bound;
  return symbol.type === "hex" ? `0x${BigInt.asUintN(64, limit).toString(16)}` : limit.toString();
}

/** What an int or hex is that has no default, where that is not nothing. */
export function zeroOf(type: SymbolType): string {
  return type === "int" ? "0" : type === "hex" ? "0x0" : "";
}

/** A default that names a bool gives "n", whatever the bool is: so do all the C tools, which still compute it. */
function textOf(config: Config, symbol: KSymbol): string {
  const text = config.stringValue(symbol);
  const isTri = symbol.type === "bool" || symbol.type === "tristate";
  return isTri && !symbol.isConst ? "n" : text;
}

/** Computes an int, hex or string: what the user set, or else a default, held within its range. */
export function computeText(config: Config, values: ValueStore, symbol: KSymbol): void {
  const { id } = symbol;
  const { user } = config;
  values.tri[id] = NO;
  values.text[id] = ""; // what a default that hangs on itself finds
  const set = values.visible[id] !== NO && user.has(symbol) ? user.text(symbol) : null;
  const byDefault = set === null ? textByDefault(config, symbol) : null;
  if (byDefault !== null) values.written[id] = 1;
  const zero = config.tree.dialect.values.numbersDefaultToZero ? zeroOf(symbol.type) : "";
  values.text[id] = set ?? byDefault ?? zero;
  values.text[id] = clampedText(config, symbol, values.text[id]) ?? values.text[id];
}
