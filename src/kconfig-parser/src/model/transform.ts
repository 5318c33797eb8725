import { chain, type Expr, operands } from "./expr.js";
import type { KSymbol } from "./symbol.js";

/** Drops operands that repeat earlier ones in a chain of && or ||. C: expr_eliminate_dups(). */
export function withoutDuplicates(expr: Expr | null): Expr | null {
  if (expr === null || (expr.op !== "and" && expr.op !== "or")) return expr;
  const seen = new Set<string>();
  const kept = operands(expr, expr.op).filter((e) => {
    const k = key(e);
    if (seen.has(k)) return false;
    seen.add(k);
    return true;
  });
  const { op } = expr;
  return kept.reduce((left, right) => chain(op, left, right));
}

/** A text that is equal for equal expressions, by identity of symbols. */
export function key(expr: Expr): string {
  switch (expr.op) {
    case "symbol":
      return `${expr.symbol.id}`;
    case "not":
      return `!(${key(expr.operand)})`;
    case "compare":
      return `${expr.left.id}${expr.relation}${expr.right.id}`;
    default:
      return `(${key(expr.left)}${expr.op === "and" ? "&" : "|"}${key(expr.right)})`;
  }
}

/** Whether the expression can only hold when the symbol is not n. C: expr_depends_symbol(). */
export function dependsOn(expr: Expr | null, symbol: KSymbol): boolean {
  if (expr === null) return false;
  switch (expr.op) {
    case "symbol":
      return expr.symbol === symbol;
    case "and":
      return dependsOn(expr.left, symbol) || dependsOn(expr.right, symbol);
    case "compare":
      if (expr.left !== symbol) return false;
      if (expr.relation === "=") return expr.right.name === "y" || expr.right.name === "m";
      return expr.relation === "!=" && expr.right.name === "n";
    default:
      return false;
  }
}
