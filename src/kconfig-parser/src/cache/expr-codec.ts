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
  const count = words.length / 3;
  const exprs = new Array<Expr | null>(count + 1);
  exprs[0] = null;
  // Every number in an image was given by the writer, so it names something that is there.
  for (let id = 1, i = 0; id <= count; id++, i += 3) {
    const kind = words[i] as number;
    const a = words[i + 1] as number;
    const b = words[i + 2] as number;
    if (kind === SYMBOL) exprs[id] = { op: "symbol", symbol: symbols[a] as KSymbol };
    else if (kind === AND) exprs[id] = chain("and", exprs[a] as Expr, exprs[b] as Expr);
    else if (kind === OR) exprs[id] = chain("or", exprs[a] as Expr, exprs[b] as Expr);
    else if (kind === NOT) exprs[id] = { op: "not", operand: exprs[a] as Expr };
    else {
      const relation = relations[kind - COMPARE] as Relation;
      exprs[id] = { op: "compare", relation, left: symbols[a] as KSymbol, right: symbols[b] as KSymbol };
    }
  }
  return exprs;
}
