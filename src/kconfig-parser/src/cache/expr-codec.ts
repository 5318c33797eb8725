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

/** The expressions that an ExprWriter put, by number; number 0 is null. Each is made when it is first asked for. */
export class ExprReader {
  private readonly made: (Expr | null | undefined)[];

  /** Every number in an image was given by the writer, so it names something that is there. */
  constructor(
    private readonly words: Int32Array,
    private readonly symbols: readonly KSymbol[],
  ) {
    this.made = new Array<Expr | null | undefined>(words.length / 3 + 1).fill(undefined);
    this.made[0] = null;
  }

  expr(id: number): Expr | null {
    const made = this.made[id];
    return made === undefined ? this.make(id) : made;
  }

  /** Without recursion: what selects a symbol can be thousands of operands, one within the other. */
  private make(wanted: number): Expr {
    const { made } = this;
    const open = [wanted];
    for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
      const missing = this.makeOrName(id);
      if (missing === 0) open.pop();
      else open.push(missing);
    }
    return made[wanted] as Expr;
  }

  /** Makes an expression, 0, or gives an operand that is to be made first. */
  private makeOrName(id: number): number {
    const { made, symbols, words } = this;
    const at = id * 3 - 3;
    const kind = words[at] as number;
    const a = words[at + 1] as number;
    const b = words[at + 2] as number;
    if (kind === SYMBOL) made[id] = { op: "symbol", symbol: symbols[a] as KSymbol };
    else if (kind < COMPARE) {
      const left = made[a];
      if (left === undefined) return a;
      if (kind === NOT) made[id] = { op: "not", operand: left as Expr };
      else {
        const right = made[b];
        if (right === undefined) return b;
        made[id] = chain(kind === AND ? "and" : "or", left as Expr, right as Expr);
      }
    } else {
      const relation = relations[kind - COMPARE] as Relation;
      made[id] = { op: "compare", relation, left: symbols[a] as KSymbol, right: symbols[b] as KSymbol };
    }
    return 0;
  }
}
