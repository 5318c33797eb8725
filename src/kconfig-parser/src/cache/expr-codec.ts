import { chain, type Expr, type Relation } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";

const relations: readonly Relation[] = ["=", "!=", "<", "<=", ">", ">="];
const SYMBOL = 0;
const NOT = 1;
const AND = 2;
const OR = 3;
/** Four and above: a comparison by its place among `relations`. */
const COMPARE = 4;

/** Puts expressions, each once, operands before what they are operands of. */
export class ExprWriter {
  private readonly ids = new Map<Expr, number>();
  private readonly rows: number[] = [];

  /** The number of an expression; 0 is none. */
  idOf(expr: Expr | null): number {
    if (expr === null) return 0;
    const known = this.ids.get(expr);
    if (known !== undefined) return known;
    const row = this.rowOf(expr);
    this.rows.push(row[0], row[1], row[2]);
    const id = this.rows.length / 3;
    this.ids.set(expr, id);
    return id;
  }

  /** All expressions numbered so far: three words each. */
  finish(): Int32Array {
    return Int32Array.from(this.rows);
  }

  private rowOf(expr: Expr): readonly [number, number, number] {
    switch (expr.op) {
      case "symbol":
        return [SYMBOL, expr.symbol.id, 0];
      case "not":
        return [NOT, this.idOf(expr.operand), 0];
      case "and":
        return [AND, this.idOf(expr.left), this.idOf(expr.right)];
      case "or":
        return [OR, this.idOf(expr.left), this.idOf(expr.right)];
      case "compare":
        return [COMPARE + relations.indexOf(expr.relation), expr.left.id, expr.right.id];
    }
  }
}

/** The expressions that an ExprWriter put, by number; number 0 is null. */
export function readExprs(words: Int32Array, symbols: readonly KSymbol[]): readonly (Expr | null)[] {
  const exprs: (Expr | null)[] = [null];
  // Every number in an image was given by the writer, so it names something that is there.
  const symbolAt = (id: number): KSymbol => symbols[id] as KSymbol;
  const exprAt = (id: number): Expr => exprs[id] as Expr;
  for (let i = 0; i < words.length; i += 3) {
    const kind = words[i] as number;
    const a = words[i + 1] as number;
    const b = words[i + 2] as number;
    if (kind === SYMBOL) exprs.push({ op: "symbol", symbol: symbolAt(a) });
    else if (kind === AND) exprs.push(chain("and", exprAt(a), exprAt(b)));
    else if (kind === OR) exprs.push(chain("or", exprAt(a), exprAt(b)));
    else if (kind === NOT) exprs.push({ op: "not", operand: exprAt(a) });
    else {
      const relation = relations[kind - COMPARE] as Relation;
      exprs.push({ op: "compare", relation, left: symbolAt(a), right: symbolAt(b) });
    }
  }
  return exprs;
}
