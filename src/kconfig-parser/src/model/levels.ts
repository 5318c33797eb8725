import { type Chain, chain, type Expr, operands } from "./expr.js";
import { rebuilt, withoutConstants } from "./fold.js";
import { about, joinAnd, joinOr } from "./join.js";
import type { SymbolTable } from "./symbol-table.js";

/**
 * What Linux 6.12 makes of a chain: first of each side by itself, then what is on the left side is crossed out against
 * what is on the right one, until nothing is. What was crossed out stays as a y or n until its side has been looked at
 * again, so that it may meet others in it.
 */
export function withoutRepeatsByLevel(e: Expr, symbols: SymbolTable): Expr {
  if (e.op !== "and" && e.op !== "or") return e;
  const { op } = e;
  let left = withoutRepeatsByLevel(e.left, symbols);
  let right = withoutRepeatsByLevel(e.right, symbols);
  for (;;) {
    const mine = operands(left, op);
    const theirs = operands(right, op);
    if (!crossOut(op, mine, theirs, symbols)) return withoutConstants(chain(op, left, right), symbols);
    left = withoutRepeatsByLevel(withOperands(left, op, mine), symbols);
    right = withoutRepeatsByLevel(withoutConstants(withOperands(right, op, theirs), symbols), symbols);
    const both = withoutConstants(chain(op, left, right), symbols);
    if (both.op !== op) return both;
    ({ left, right } = both);
  }
}

/** Of two operands that can be said in one, that one takes the place of the right one. Tells whether there were any. */
function crossOut(op: Chain["op"], mine: Expr[], theirs: Expr[], symbols: SymbolTable): boolean {
  const join = op === "and" ? joinAnd : joinOr;
  let changed = false;
  for (let i = 0; i < mine.length; i++)
    for (let j = 0; j < theirs.length; j++) {
      const a = mine[i] as Expr;
      const b = theirs[j] as Expr;
      // Most are about symbols of their own, which nothing joins.
      const joined = about(a) === about(b) ? join(a, b, symbols, true) : null;
      if (joined === null) continue;
      mine[i] = { op: "symbol", symbol: op === "and" ? symbols.yes : symbols.no };
      theirs[j] = joined;
      changed = true;
    }
  return changed;
}

/** The chain with other operands, in the order in which operands() gave them. */
function withOperands(e: Expr, op: Chain["op"], parts: readonly Expr[]): Expr {
  let next = 0;
  const walk = (inner: Expr): Expr =>
    inner.op === op ? rebuilt(inner, walk(inner.left), walk(inner.right)) : (parts[next++] ?? inner);
  return walk(e);
}
