import type { Chain, Expr } from "../model/expr.js";

/** So many chains within chains are evaluated one in the other; more, and one of thousands would fill the stack. */
export const LONG = 500;

/** A chain, its left operand if that is a chain, and so on: those without a value in this state of a Config. */
export function leftChains(expr: Chain, state: number): Chain[] {
  const chains: Chain[] = [];
  for (let e: Expr = expr; (e.op === "and" || e.op === "or") && e.memo >> 2 !== state; e = e.left)
    chains.push(e);
  return chains;
}
