import type { KSymbol, Range, SymbolType } from "../model/symbol.js";
import { NO } from "../model/tri.js";
import { toInt64 } from "./compare.js";
import type { Config } from "./config.js";
import type { ValueStore } from "./value-store.js";

/** The numbers between which a value is held. */
export interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** The first range whose condition holds. C: sym_get_range_prop(). */
export function rangeInForce(config: Config, symbol: KSymbol): Range | undefined {
  return symbol.ranges.find((r) => config.evaluate(r.visible) !== NO);
}

/** The bounds of that range, read in the base of the symbol's type. */
export function boundsOf(config: Config, symbol: KSymbol): Bounds | null {
  const range = rangeInForce(config, symbol);
  if (range === undefined) return null;
  const base = symbol.type === "hex" ? 16 : 10;
  const value = (bound: KSymbol): bigint =>
    toInt64(config.stringValue(bound), bound.type === "int" ? 10 : bound.type === "hex" ? 16 : base);
  return { low: value(range.low), high: value(range.high) };
}

/** What the first default whose condition holds gives an int, hex or string; null when there is none. */
export function textByDefault(config: Config, symbol: KSymbol): string | null {
  const chosen = symbol.defaults.find((d) => config.evaluate(d.visible) !== NO)?.value;
  return chosen?.op === "symbol" ? textOf(config, chosen.symbol) : null;
}

/** What becomes of a number that is out of its range; null when it may stay. C: sym_validate_range(). */
export function clampedText(config: Config, symbol: KSymbol, text: string): string | null {
  const bounds = symbol.type === "string" ? null : boundsOf(config, symbol);
  if (bounds === null) return null;
  const number = toInt64(text, symbol.type === "hex" ? 16 : 10);
  const side = number < bounds.low ? "low" : number > bounds.high ? "high" : null;
  if (side === null) return null;
  const range = rangeInForce(config, symbol);
  if (range && config.tree.dialect.values.clampsToTextOfBound) return textOf(config, range[side]);
  return symbol.type === "hex"
    ? `0x${BigInt.asUintN(64, bounds[side]).toString(16)}`
    : bounds[side].toString();
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
