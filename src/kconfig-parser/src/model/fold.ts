import { type Chain, chain, type Expr } from "./expr.js";
import type { SymbolTable } from "./symbol-table.js";

/** Without every y and n that says nothing, or alone what decides all. C: expr_eliminate_yn(). */
export function withoutConstants(e: Expr, symbols: SymbolTable): Expr {
  if (e.op !== "and" && e.op !== "or") return e;
  const left = withoutConstants(e.left, symbols);
  const right = withoutConstants(e.right, symbols);
  const { yes, no } = symbols;
  const neutral = e.op === "and" ? yes : no;
  const final = e.op === "and" ? no : yes;
  if (left.op === "symbol") {
    if (left.symbol === neutral) return right;
    if (left.symbol === final) return left;
  }
  if (right.op === "symbol") {
    if (right.symbol === neutral) return left;
    if (right.symbol === final) return right;
  }
  return rebuilt(e, left, right);
}

/** A chain with these sides: itself where they are its own. */
export function rebuilt(e: Chain, left: Expr, right: Expr): Expr {
  return left === e.left && right === e.right ? e : chain(e.op, left, right);
}
