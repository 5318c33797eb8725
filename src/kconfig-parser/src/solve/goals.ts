import { holds } from "../eval/compare.js";
import type { Config } from "../eval/config.js";
import { type Expr, operands, type Relation } from "../model/expr.js";
import type { KSymbol, SymbolType } from "../model/symbol.js";
import { type Tri, triText } from "../model/tri.js";
import type { Setting } from "./apply.js";
import type { Assignments } from "./assignments.js";
import {
  atLeast,
  atMost,
  GoalGraph,
  HOLDS,
  NEVER,
  type NodeId,
  satisfies,
  type Want,
  wantIndex,
} from "./goal-graph.js";
import { textAlternatives } from "./text-goals.js";
import { triAlternatives } from "./tri-goals.js";

/** Symbols whose value is decided: the search may build on it, and not change it again. */
export type Frozen = ReadonlyMap<KSymbol, string>;

const inverse: Readonly<Record<Relation, Relation>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

const mirrored: Readonly<Record<Relation, Relation>> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

/** A text that a symbol's value is compared with. */
export interface Compared {
  readonly relation: Relation;
  readonly text: string;
  readonly type: SymbolType;
}

/**
 * Turns "SYMBOL shall be VALUE" into a graph of what would bring it about, as seen from the present values: what
 * is so already needs nothing. It looks at one goal at a time: that one change undoes another is found when a
 * solution is tried.
 */
export class Goals {
  readonly graph = new GoalGraph();
  /** Something was left out, so that "no way" does not mean that there is none. */
  isCutShort = false;
  private readonly exprs = new Map<Expr, (NodeId | undefined)[]>();
  private readonly symbols = new Map<KSymbol, (NodeId | undefined)[]>();
  private readonly texts = new Map<string, NodeId>();
  private readonly pending: (() => void)[] = [];

  constructor(
    readonly config: Config,
    readonly assignments: Assignments,
    readonly frozen: Frozen,
    /** What all is for: the symbol itself is never set to anything else. */
    readonly wish: Setting,
  ) {}

  /** Works out the alternatives of every goal mentioned so far, and of those that they mention: some at a time. */
  *steps(): Generator<void, void, void> {
    let count = 0;
    for (let work = this.pending.pop(); work !== undefined; work = this.pending.pop()) {
      work();
      if (++count % 256 === 0) yield;
    }
  }

  /** A condition; null is always true. */
  condition(expr: Expr | null, want: Want | null): NodeId {
    if (want === null) return HOLDS;
    if (expr === null) return want.rel === "ge" ? HOLDS : NEVER;
    if (satisfies(this.config.evaluate(expr), want)) return HOLDS;
    if (expr.op === "symbol") return this.symbol(expr.symbol, want);
    const known = this.exprs.get(expr) ?? [];
    const found = known[wantIndex(want)];
    if (found !== undefined) return found;
    const made = this.makeCondition(expr, want);
    known[wantIndex(want)] = made;
    this.exprs.set(expr, known);
    return made;
  }

  private makeCondition(expr: Exclude<Expr, { op: "symbol" }>, want: Want): NodeId {
    switch (expr.op) {
      case "not":
        return this.condition(
          expr.operand,
          want.rel === "ge" ? atMost((2 - want.value) as Tri) : atLeast((2 - want.value) as Tri),
        );
      case "compare":
        return this.comparison(expr, want);
      default: {
        const parts = operands(expr, expr.op).map((e) => this.condition(e, want));
        const needsAll = (expr.op === "and") === (want.rel === "ge");
        return needsAll ? this.graph.and(parts) : this.graph.or(parts);
      }
    }
  }

  /** A bool or tristate; everything else is n as a condition, and stays so. */
  symbol(symbol: KSymbol, want: Want): NodeId {
    if (satisfies(this.config.triValue(symbol), want)) return HOLDS;
    const known = this.symbols.get(symbol) ?? [];
    const found = known[wantIndex(want)];
    if (found !== undefined) return found;
    const wanted = this.hasMod(symbol) ? triText(want.value) : want.rel === "ge" ? "y" : "n";
    const node = this.graph.reserve({ kind: "symbol", symbol, wanted });
    known[wantIndex(want)] = node;
    this.symbols.set(symbol, known);
    const fixed = symbol.isConst || symbol.env !== null;
    const decided = this.frozen.get(symbol);
    // What was decided is to stand: another value is out of the question, by whatever means.
    if (decided !== undefined && !satisfies(triOf(decided), want))
      this.graph.fill(node, [this.graph.or([], { kind: "frozen", symbol, value: decided })]);
    else if (!fixed && (symbol.type === "bool" || symbol.type === "tristate"))
      this.pending.push(() => this.graph.fill(node, triAlternatives(this, symbol, want)));
    return node;
  }

  /** A symbol with a text or number. */
  text(symbol: KSymbol, compared: Compared): NodeId {
    const { config, graph } = this;
    if (this.textHolds(config.stringValue(symbol), symbol.type, compared)) return HOLDS;
    if (symbol.isConst || symbol.type === "unknown" || symbol.env !== null) return NEVER;
    const key = `${symbol.id}${compared.relation}${compared.type}:${compared.text}`;
    const found = this.texts.get(key);
    if (found !== undefined) return found;
    const wanted = compared.relation === "=" ? compared.text : `${compared.relation} ${compared.text}`;
    const node = graph.reserve({ kind: "symbol", symbol, wanted });
    this.texts.set(key, node);
    const decided = this.frozen.get(symbol);
    if (decided !== undefined && !this.textHolds(decided, symbol.type, compared))
      graph.fill(node, [graph.or([], { kind: "frozen", symbol, value: decided })]);
    else this.pending.push(() => graph.fill(node, textAlternatives(this, symbol, compared)));
    return node;
  }

  textHolds(value: string, type: SymbolType, { relation, text, type: other }: Compared): boolean {
    return holds(relation, value, type, text, other);
  }

  private comparison(expr: Expr & { op: "compare" }, want: Want): NodeId {
    const relation = want.rel === "ge" ? expr.relation : inverse[expr.relation];
    const { left, right } = expr;
    const subject = { kind: "condition", expr, want } as const;
    if (this.hasTri(left) && this.hasTri(right))
      return this.graph.or(this.triPairs(left, relation, right), subject);
    // Each side is moved towards the other as it is now, not both at once.
    if (!left.isConst && left.type !== "unknown" && !right.isConst && right.type !== "unknown")
      this.isCutShort = true;
    const [now, other] = [this.config.stringValue(left), this.config.stringValue(right)];
    return this.graph.or(
      [
        this.text(left, { relation, text: other, type: right.type }),
        this.text(right, { relation: mirrored[relation], text: now, type: left.type }),
      ],
      subject,
    );
  }

  private hasTri(symbol: KSymbol): boolean {
    return symbol.type === "bool" || symbol.type === "tristate";
  }

  /** Every pair of values for which the relation holds. */
  private triPairs(left: KSymbol, relation: Relation, right: KSymbol): NodeId[] {
    const values = [0, 1, 2] as const;
    const can = (s: KSymbol, v: Tri): boolean =>
      s.isConst ? this.config.triValue(s) === v : this.canBe(s, v);
    return values.flatMap((a) =>
      values
        .filter((b) => can(left, a) && can(right, b))
        .filter((b) =>
          this.textHolds(triText(a), left.type, { relation, text: triText(b), type: right.type }),
        )
        .map((b) => this.graph.and([this.exactly(left, a), this.exactly(right, b)])),
    );
  }

  canBe(symbol: KSymbol, value: Tri): boolean {
    return value !== 1 || this.hasMod(symbol);
  }

  /** Whether m is a value of its own for the symbol now. */
  hasMod(symbol: KSymbol): boolean {
    return symbol.type === "tristate" && this.config.modulesValue() !== 0;
  }

  exactly(symbol: KSymbol, value: Tri): NodeId {
    const low = atLeast(value);
    const high = atMost(value);
    return this.graph.and([low ? this.symbol(symbol, low) : HOLDS, high ? this.symbol(symbol, high) : HOLDS]);
  }
}

/** The value that a text of a bool or tristate stands for. */
export function triOf(text: string): Tri {
  return text === "y" ? 2 : text === "m" ? 1 : 0;
}
