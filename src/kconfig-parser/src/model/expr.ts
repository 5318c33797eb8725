import type { KSymbol } from "./symbol.js";

export type Relation = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Expr =
  | { readonly op: "symbol"; readonly symbol: KSymbol }
  | { readonly op: "not"; readonly operand: Expr }
  | Chain
  | { readonly op: "compare"; readonly relation: Relation; readonly left: KSymbol; readonly right: KSymbol };

/** A chain is shared between entries, so its value is worth remembering. */
export interface Chain {
  readonly op: "and" | "or";
  readonly left: Expr;
  readonly right: Expr;
  /** The last value computed, and the state of a Config it was computed in: 4 * state + value. Never an answer by itself. */
  memo: number;
}

/** A chain of two operands. */
export function chain(op: "and" | "or", left: Expr, right: Expr): Chain {
  return { op, left, right, memo: 0 };
}

/** A AND B, where null means "no condition". */
export function and(a: Expr | null, b: Expr | null): Expr | null {
  if (a === null) return b;
  return b === null || a === b ? a : chain("and", a, b);
}

/** A OR B, where null means "nothing yet": C's expr_alloc_or() gives the other operand, too. */
export function or(a: Expr | null, b: Expr | null): Expr | null {
  if (a === null) return b;
  return b === null ? a : chain("or", a, b);
}

/** The operands of a chain of the same operator, left to right. */
export function operands(expr: Expr, op: "and" | "or"): Expr[] {
  const found: Expr[] = [];
  const walk = (e: Expr): void => {
    if (e.op === op) {
      walk(e.left);
      walk(e.right);
    } else found.push(e);
  };
  walk(expr);
  return found;
}

/** Whether the symbol occurs anywhere in the expression. C: expr_contains_symbol(). */
export function containsSymbol(expr: Expr | null, symbol: KSymbol): boolean {
  if (expr === null) return false;
  switch (expr.op) {
    case "symbol":
      return expr.symbol === symbol;
    case "not":
      return containsSymbol(expr.operand, symbol);
    case "compare":
      return expr.left === symbol || expr.right === symbol;
    default:
      return containsSymbol(expr.left, symbol) || containsSymbol(expr.right, symbol);
  }
}

/** Calls `visit` for each symbol in the expression. */
export function forEachSymbol(expr: Expr | null, visit: (symbol: KSymbol) => void): void {
  if (expr === null) return;
  switch (expr.op) {
    case "symbol":
      visit(expr.symbol);
      return;
    case "not":
      forEachSymbol(expr.operand, visit);
      return;
    case "compare":
      visit(expr.left);
      visit(expr.right);
      return;
    default:
      forEachSymbol(expr.left, visit);
      forEachSymbol(expr.right, visit);
  }
}

const precedence = { or: 0, and: 1, not: 2, symbol: 3, compare: 3 } as const;

/** The expression as Kconfig text; `show` gives the text of a symbol. */
export function exprText(expr: Expr, show: (symbol: KSymbol) => string = symbolText): string {
  const inner = (e: Expr, above: Expr["op"]): string =>
    precedence[e.op] < precedence[above] ? `(${text(e)})` : text(e);
  const text = (e: Expr): string => {
    switch (e.op) {
      case "symbol":
        return show(e.symbol);
      case "not":
        return `!${inner(e.operand, "not")}`;
      case "compare":
        return `${show(e.left)}${e.relation}${show(e.right)}`;
      case "and":
        return `${inner(e.left, "and")} && ${inner(e.right, "and")}`;
      case "or":
        return `${inner(e.left, "or")} || ${inner(e.right, "or")}`;
    }
  };
  return text(expr);
}

/** A symbol's name as it stands in an expression; `<choice>` for one without a name. */
export function symbolText(symbol: KSymbol): string {
  return symbol.name ?? "<choice>";
}
