import { and, type Chain, chain, type Expr, operands, type Relation } from "./expr.js";
import { rebuilt, withoutConstants } from "./fold.js";
import { about, joinAnd, joinOr, sameMeaning, subject } from "./join.js";
import { withoutRepeatsByLevel } from "./levels.js";
import type { RewriteRules } from "./rewrite-rules.js";
import type { KSymbol, SymbolType } from "./symbol.js";
import type { SymbolTable } from "./symbol-table.js";

/** What each comparison becomes under a `!`. */
const opposite: Readonly<Record<Relation, Relation>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

type Comparison = Expr & { op: "compare" };

/** The conditions of a tree as the C tools rewrite them: it decides texts, submenus and dependency cycles. */
export class Simplifier {
  /** By a symbol's id the last expression that was found to be about it. */
  private readonly marks: Uint32Array;
  private mark = 0;
  /** The `base` that isPlain() was asked about last. */
  private lastBase: Expr | null = null;
  private baseMark = 0;
  private baseIsPlain = true;
  /** Whether a condition compares a tristate with n: most trees have none that does. */
  private sawNotN = false;
  /** What stands for an expression that C has lost: it never holds. */
  private lost: Expr | null = null;

  constructor(
    private readonly symbols: SymbolTable,
    private readonly rules: RewriteRules,
    /** Told of a bool that is compared with m. */
    private readonly onTestForMod: (symbol: KSymbol, forced: "n" | "y") => void,
  ) {
    this.marks = new Uint32Array(symbols.all.length);
  }

  /**
   * `m` stands for `m && MODULES`, `BOOL = n` for `!BOOL`, `BOOL = y` for `BOOL`; `!` moves inwards.
   * C: rewrite_m(), expr_transform().
   */
  condition(expr: Expr | null): Expr | null {
    return expr && this.transform(this.withModules(expr));
  }

  /** Both must hold; what repeats is kept once, at its last place. C: expr_eliminate_dups(). */
  both(base: Expr | null, own: Expr | null): Expr | null {
    if (own === null) return base;
    if (base === own || this.isPlain(base, own)) return and(base, own);
    return this.withoutRepeats(base === null ? own : chain("and", base, own));
  }

  /**
   * Whether `base` holds wherever `own` does, as far as C sees it: each operand of the one is, as it stands, an operand
   * of the other. `X` is `X != n` there. A base that so contradicts itself follows from nothing, not even from itself.
   */
  follows(base: Expr | null, own: Expr | null): boolean {
    if (base === null || (base.op === "not" && base.operand === this.lost)) return true;
    if (own === null) return false;
    const { yes, no } = this.symbols;
    const wanted = operands(this.withoutRepeats(this.asComparisons(base)), "and");
    const given = operands(this.withoutRepeats(this.asComparisons(own)), "and");
    return wanted.every((e) =>
      e.op === "symbol" && (e.symbol === yes || e.symbol === no)
        ? e.symbol === yes
        : given.some((other) => sameMeaning(e, other, this.symbols)),
    );
  }

  /** C: expr_trans_compare(). */
  private asComparisons(e: Expr): Expr {
    const { no } = this.symbols;
    switch (e.op) {
      case "symbol":
        return { op: "compare", relation: "!=", left: e.symbol, right: no };
      case "not":
        return e.operand.op === "symbol"
          ? { op: "compare", relation: "=", left: e.operand.symbol, right: no }
          : e;
      case "compare":
        return e;
      default:
        return rebuilt(e, this.asComparisons(e.left), this.asComparisons(e.right));
    }
  }

  private withModules(e: Expr): Expr {
    switch (e.op) {
      case "symbol": {
        const { mod, no, modules } = this.symbols;
        return e.symbol === mod ? chain("and", e, { op: "symbol", symbol: modules ?? no }) : e;
      }
      case "not": {
        const operand = this.withModules(e.operand);
        return operand === e.operand ? e : { op: "not", operand };
      }
      case "compare":
        return e;
      default:
        return rebuilt(e, this.withModules(e.left), this.withModules(e.right));
    }
  }

  private transform(e: Expr): Expr {
    switch (e.op) {
      case "symbol":
        return e;
      case "not":
        return this.negated(this.transform(e.operand));
      case "compare":
        return this.comparison(e);
      default: {
        // It shows in the order of what onTestForMod is told.
        const first = this.transform(this.rules.rightFirst ? e.right : e.left);
        const second = this.transform(this.rules.rightFirst ? e.left : e.right);
        return this.rules.rightFirst ? rebuilt(e, second, first) : rebuilt(e, first, second);
      }
    }
  }

  private negated(e: Expr): Expr {
    const { yes, no, mod } = this.symbols;
    switch (e.op) {
      case "not":
        return e.operand === this.lost ? e : e.operand;
      case "compare": {
        // Not by `...e`: V8 would take it for another kind of object, and drop what it made of all who read expressions.
        const { relation, left, right } = e;
        return this.comparison({ op: "compare", relation: opposite[relation], left, right });
      }
      case "symbol":
        if (e.symbol === yes) return { op: "symbol", symbol: no };
        if (e.symbol === no) return { op: "symbol", symbol: yes };
        return e.symbol === mod ? e : { op: "not", operand: e };
      default:
        return chain(e.op === "and" ? "or" : "and", this.negated(e.left), this.negated(e.right));
    }
  }

  private comparison(e: Comparison): Expr {
    const { left, right, relation } = e;
    this.sawNotN ||= this.isNotN(e);
    if (left.type !== "bool" || (relation !== "=" && relation !== "!=")) return e;
    const { yes, no, mod } = this.symbols;
    const equal = relation === "=";
    const plain: Expr = { op: "symbol", symbol: left };
    if (right === no) return equal ? { op: "not", operand: plain } : plain;
    if (right === yes) return equal ? plain : this.notYes(plain);
    if (right !== mod) return e;
    this.onTestForMod(left, equal ? "n" : "y");
    return { op: "symbol", symbol: equal ? no : yes };
  }

  /** What a property of a symbol of this type hangs on. C: expr_trans_bool(). */
  forType(type: SymbolType, condition: Expr | null): Expr | null {
    const isPlain = this.rules.plainForBools && this.sawNotN && type !== "tristate";
    return isPlain && condition ? this.withoutNotN(condition) : condition;
  }

  private withoutNotN(e: Expr): Expr {
    if (e.op === "and" || e.op === "or")
      return rebuilt(e, this.withoutNotN(e.left), this.withoutNotN(e.right));
    return this.isNotN(e) ? { op: "symbol", symbol: e.left } : e;
  }

  private isNotN(e: Expr): e is Comparison {
    if (e.op !== "compare" || e.relation !== "!=") return false;
    return e.right === this.symbols.no && e.left.type === "tristate" && !e.left.isConst;
  }

  /** `BOOL != y`, as Linux 6.12 takes it: not of something that is no expression at all. */
  private notYes(bool: Expr): Expr {
    if (!this.rules.losesNotYes) return { op: "not", operand: bool };
    this.lost ??= { op: "symbol", symbol: this.symbols.constant("<unknown type>") };
    return { op: "not", operand: this.lost };
  }

  /**
   * Whether nothing can repeat, on any level: each operand is about a symbol of its own. Most are, so it is worth
   * knowing at once.
   */
  private isPlain(base: Expr | null, own: Expr): boolean {
    if (base !== this.lastBase) {
      // Entries one after another have the same condition above them.
      this.lastBase = base;
      this.baseMark = ++this.mark;
      this.baseIsPlain = base === null || this.marksOwnSymbols(base);
    }
    if (!this.baseIsPlain) return false;
    this.mark++;
    return this.marksOwnSymbols(own);
  }

  /** Marks what each operand is about; false when that has been marked already, or an operand is not simple. */
  private marksOwnSymbols(e: Expr): boolean {
    if (e.op === "and" || e.op === "or") return this.marksOwnSymbols(e.left) && this.marksOwnSymbols(e.right);
    const symbol = e.op === "not" ? subject(e.operand) : subject(e);
    if (symbol === null || symbol === this.symbols.yes || symbol === this.symbols.no) return false;
    const { marks, mark } = this;
    const last = marks[symbol.id];
    if (last === mark || last === this.baseMark) return false;
    marks[symbol.id] = mark;
    return true;
  }

  private withoutRepeats(expr: Expr): Expr {
    if (this.rules.levelByLevel) return withoutRepeatsByLevel(expr, this.symbols);
    let e = expr;
    while (e.op === "and" || e.op === "or") {
      const parts = operands(e, e.op);
      if (!this.dropRepeats(e.op, parts)) break;
      e = withoutConstants(
        parts.reduce((left, right) => chain(e.op as Chain["op"], left, right)),
        this.symbols,
      );
    }
    return e;
  }

  /** Compares each operand with each other; of two that say the same, the later one stays. */
  private dropRepeats(op: Chain["op"], parts: Expr[]): boolean {
    let changed = false;
    const join = op === "and" ? joinAnd : joinOr;
    const inside = (index: number): void => {
      const part = parts[index];
      if (part?.op !== "and" && part?.op !== "or") return;
      const inner = operands(part, part.op);
      if (!this.dropRepeats(part.op, inner)) return;
      parts[index] = inner.reduce((left, right) => chain(part.op, left, right));
      changed = true;
    };
    for (let i = 0; i < parts.length; i++)
      for (let j = 0; j < parts.length; j++) {
        if (i === j) continue;
        inside(i);
        const a = parts[i] as Expr;
        const b = parts[j] as Expr;
        // Most are about symbols of their own, which nothing joins.
        const joined = about(a) === about(b) ? join(a, b, this.symbols, this.rules.joinsConstants) : null;
        if (joined === null) continue;
        parts[i] = { op: "symbol", symbol: op === "and" ? this.symbols.yes : this.symbols.no };
        parts[j] = joined;
        changed = true;
      }
    return changed;
  }
}
