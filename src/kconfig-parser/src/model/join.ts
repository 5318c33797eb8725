import { type Expr, operands } from "./expr.js";
import { withoutConstants } from "./fold.js";
import type { KSymbol } from "./symbol.js";
import type { SymbolTable } from "./symbol-table.js";

type Join = (a: Expr, b: Expr, constants: SymbolTable, joinsConstants: boolean) => Expr | null;

/** What one operand may be to say something about a symbol: `S`, `!S`, `S = v`, `S != v`. */
interface Statement {
  readonly symbol: KSymbol;
  readonly kind: "is" | "not" | "=" | "!=";
  readonly value: KSymbol | null;
}

/**
 * Whether two expressions say the same to C: what both have is crossed out, pair by pair, in any order, and what is
 * left must be one same constant. C: expr_eq().
 */
export function sameMeaning(a: Expr, b: Expr, constants: SymbolTable): boolean {
  switch (a.op) {
    case "symbol":
      return b.op === "symbol" && a.symbol === b.symbol;
    case "not":
      return b.op === "not" && sameMeaning(a.operand, b.operand, constants);
    case "compare":
      return b.op === "compare" && a.relation === b.relation && a.left === b.left && a.right === b.right;
    default: {
      if (b.op !== a.op) return false;
      const mine = operands(a, a.op);
      const theirs = operands(b, a.op);
      for (let i = mine.length - 1; i >= 0; i--) {
        const one = mine[i];
        if (one === undefined || isYesOrNo(one, constants)) continue;
        const match = theirs.findIndex((other) => sameMeaning(one, other, constants));
        if (match === -1) continue;
        mine.splice(i, 1);
        theirs.splice(match, 1);
      }
      const left = sum(mine, a.op, constants);
      return left !== null && left === sum(theirs, a.op, constants);
    }
  }
}

function isYesOrNo(e: Expr, { yes, no }: SymbolTable): boolean {
  return e.op === "symbol" && (e.symbol === yes || e.symbol === no);
}

/** The one symbol that a chain of these operands amounts to, null when it is more than a symbol. */
function sum(chained: readonly Expr[], op: "and" | "or", constants: SymbolTable): KSymbol | null {
  const { yes, no } = constants;
  const [neutral, final] = op === "and" ? [yes, no] : [no, yes];
  const parts = chained.map((e) => withoutConstants(e, constants));
  if (parts.some((e) => e.op === "symbol" && e.symbol === final)) return final;
  const rest = parts.filter((e) => e.op !== "symbol" || e.symbol !== neutral);
  if (rest.length === 0) return neutral;
  const [only] = rest;
  return rest.length === 1 && only?.op === "symbol" ? only.symbol : null;
}

/** One operand that says what `a && b` says, null when there is none that C knows. C: expr_join_and(). */
export const joinAnd: Join = (a, b, constants, joinsConstants) => {
  if (sameMeaning(a, b, constants)) return a;
  const [one, two] = pair(a, b, joinsConstants);
  if (one === null || two === null) return null;
  const { symbol } = one;
  const { yes, no, mod } = constants;
  const equals = (value: KSymbol): Expr => ({ op: "compare", relation: "=", left: symbol, right: value });
  const [is, other] = one.kind === "is" ? [one, two] : [two, one];
  if (is.kind === "is") {
    if (other.kind === "=" && other.value === yes) return equals(yes);
    if (other.kind === "!=" && other.value === no) return { op: "symbol", symbol };
    if (other.kind === "!=" && other.value === mod) return equals(yes);
    return null;
  }
  if (symbol.type !== "tristate") return null;
  const [first, second] = one.kind === "=" ? [one, two] : [two, one];
  if (first.kind === "=" && second.kind === "!=") {
    if (!first.value?.isConst || !second.value?.isConst) return null;
    return first.value === second.value ? { op: "symbol", symbol: no } : equals(first.value);
  }
  if (first.kind !== "!=" || second.kind !== "!=") return null;
  const third = remaining(first.value, second.value, constants);
  return third && equals(third);
};

/** The same for `a || b`. C: expr_join_or(). */
export const joinOr: Join = (a, b, constants, joinsConstants) => {
  if (sameMeaning(a, b, constants)) return a;
  const [one, two] = pair(a, b, joinsConstants);
  if (one === null || two === null) return null;
  const { symbol } = one;
  if (symbol.type === "tristate") {
    if (one.kind !== "=" || two.kind !== "=") return null;
    const third = remaining(one.value, two.value, constants);
    return third && { op: "compare", relation: "!=", left: symbol, right: third };
  }
  const isEither = (one.kind === "is" && two.kind === "not") || (one.kind === "not" && two.kind === "is");
  return isEither ? { op: "symbol", symbol: constants.yes } : null;
};

/** Of y, m and n the one that is neither of the two. */
function remaining(a: KSymbol | null, b: KSymbol | null, { yes, mod, no }: SymbolTable): KSymbol | null {
  const all = [yes, mod, no];
  if (a === b || !all.some((s) => s === a) || !all.some((s) => s === b)) return null;
  return all.find((s) => s !== a && s !== b) ?? null;
}

/** Both as statements about one bool or tristate; y, m and n are tristates where `joinsConstants` says so. */
function pair(
  a: Expr,
  b: Expr,
  joinsConstants: boolean,
): readonly [Statement, Statement] | readonly [null, null] {
  const one = statement(a);
  const two = statement(b);
  if (one === null || two === null || one.symbol !== two.symbol) return [null, null];
  const { type, isConst } = one.symbol;
  if (isConst && !joinsConstants) return [null, null];
  return type === "bool" || type === "tristate" ? [one, two] : [null, null];
}

function statement(e: Expr): Statement | null {
  switch (e.op) {
    case "symbol":
      return { symbol: e.symbol, kind: "is", value: null };
    case "not":
      return e.operand.op === "symbol" ? { symbol: e.operand.symbol, kind: "not", value: null } : null;
    case "compare":
      return e.relation === "=" || e.relation === "!="
        ? { symbol: e.left, kind: e.relation, value: e.right }
        : null;
    default:
      return null;
  }
}

/** The symbol that an operand says something about, null for one that is made of others. */
export function about(e: Expr): KSymbol | null {
  if (e.op === "not") return e.operand.op === "symbol" ? e.operand.symbol : null;
  return subject(e);
}

/** The symbol that a plain operand or a comparison begins with. */
export function subject(e: Expr): KSymbol | null {
  return e.op === "symbol" ? e.symbol : e.op === "compare" ? e.left : null;
}
