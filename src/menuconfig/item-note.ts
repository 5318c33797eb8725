import type { Config, Expr, KSymbol } from "kconfig-parser";
import type { Item } from "./items.js";
import { symbolName } from "./labels.js";

/** Selectors beyond this many are counted. */
const MOST_SHOWN = 3;

/** What stands behind a row: the name of its symbol, where asked for, and who selects it. */
export function itemNote(config: Config, item: Item, names: boolean): string {
  const { symbol } = item.node;
  if (symbol === null) return "";
  const name = names && symbol.name !== null ? ` <${symbolName(symbol)}>` : "";
  const by = selectors(config, symbol);
  if (by.length === 0) return name;
  const more = by.length > MOST_SHOWN ? ` and ${by.length - MOST_SHOWN} more` : "";
  return `${name} [selected by ${by.slice(0, MOST_SHOWN).join(", ")}${more}]`;
}

/** Symbols that others select although their own dependencies say no, among those whose values are known. */
export function unmetSymbols(config: Config): KSymbol[] {
  return config.tree.symbols.filter(
    (symbol) =>
      symbol.revDep !== null &&
      symbol.choice === null &&
      config.isComputed(symbol) &&
      config.selectedTo(symbol) > config.allowedTo(symbol),
  );
}

/** Who selects a symbol now: whatever of its reverse dependency holds names its selector first. */
export function selectors(config: Config, symbol: KSymbol): string[] {
  if (symbol.isChoice || symbol.revDep === null || config.selectedTo(symbol) === 0) return [];
  const found = new Set<string>();
  const visit = (expr: Expr): void => {
    if (config.evaluate(expr) === 0) return;
    if (expr.op === "or") {
      visit(expr.left);
      visit(expr.right);
      return;
    }
    let first = expr;
    while (first.op === "and") first = first.left;
    if (first.op === "symbol" && !first.symbol.isConst) found.add(symbolName(first.symbol));
  };
  visit(symbol.revDep);
  return [...found];
}
