import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, type Tri, triAnd, triOr, triText, YES } from "../model/tri.js";
import type { Config } from "./config.js";
import { textByDefault, zeroOf } from "./text-value.js";

/**
 * The value that a symbol has when the user says nothing, as savedefconfig compares it: without its range.
 * C: sym_get_string_default().
 */
export function defaultText(config: Config, symbol: KSymbol): string {
  if (symbol.type !== "bool" && symbol.type !== "tristate") {
    const { numbersDefaultToZero } = config.tree.dialect.values;
    return textByDefault(config, symbol) ?? (numbersDefaultToZero ? zeroOf(symbol.type) : "");
  }
  const chosen = symbol.defaults.find((d) => config.evaluate(d.visible) !== NO);
  let value: Tri = chosen ? triAnd(config.evaluate(chosen.value), config.evaluate(chosen.visible)) : NO;
  value = triOr(value, config.selectedTo(symbol));
  if (value === MOD && (symbol.type === "bool" || (config.modulesValue() === NO && !symbol.choice)))
    value = YES;
  return triText(triOr(value, config.impliedTo(symbol)));
}
