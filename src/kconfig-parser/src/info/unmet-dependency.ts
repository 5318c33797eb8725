import type { Config } from "../eval/config.js";
import { type Expr, exprText, operands } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";
import { type Tri, triText } from "../model/tri.js";

/** The warning about a symbol that is selected against its own dependencies. C: sym_warn_unmet_dep(). */
export function unmetDependencyText(config: Config, symbol: KSymbol): string {
  const { showsConstants } = config.tree.dialect.values;
  const show = (s: KSymbol): string => {
    if (s.name === null) return "<choice>";
    const hasValue = s.type !== "unknown" && (showsConstants || !s.isConst);
    return hasValue ? `${s.name} [=${config.stringValue(s)}]` : s.name;
  };
  const text = (expr: Expr): string => exprText(expr, show);
  const out = [`\nWARNING: unmet direct dependencies detected for ${symbol.name ?? "<choice>"}\n`];
  if (symbol.dirDep)
    out.push(`  Depends on [${triText(config.evaluate(symbol.dirDep))}]: ${text(symbol.dirDep)}\n`);
  const selectors = symbol.revDep ? operands(symbol.revDep, "or") : [];
  for (const value of [2, 1] as readonly Tri[]) {
    const active = selectors.filter((e) => config.evaluate(e) === value);
    if (active.length === 0) continue;
    out.push(`  Selected by [${triText(value)}]:\n`, ...active.map((e) => `  - ${text(e)}\n`));
  }
  return out.join("");
}
