import type { Expr } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";
import type { Tri } from "../model/tri.js";
import type { Assignment } from "./assignments.js";

/** "At least m", "at least y", "at most n", "at most m": what is wanted of a condition or of a bool or tristate. */
export type Want =
  | { readonly rel: "ge"; readonly value: 1 | 2 }
  | { readonly rel: "le"; readonly value: 0 | 1 };

export const atLeastM: Want = { rel: "ge", value: 1 };
export const atLeastY: Want = { rel: "ge", value: 2 };
export const atMostN: Want = { rel: "le", value: 0 };
export const atMostM: Want = { rel: "le", value: 1 };

export function atLeast(value: Tri): Want | null {
  return value === 0 ? null : value === 1 ? atLeastM : atLeastY;
}

export function atMost(value: Tri): Want | null {
  return value === 2 ? null : value === 1 ? atMostM : atMostN;
}

/** 0 to 3, for tables. */
export function wantIndex(want: Want): number {
  return want.rel === "ge" ? want.value - 1 : want.value + 2;
}

export function satisfies(value: Tri, want: Want): boolean {
  return want.rel === "ge" ? value >= want.value : value <= want.value;
}

/** What a node of the graph is about, for reasons. */
export type Subject =
  | { readonly kind: "symbol"; readonly symbol: KSymbol; readonly wanted: string }
  | { readonly kind: "condition"; readonly expr: Expr; readonly want: Want }
  | { readonly kind: "prompt"; readonly symbol: KSymbol }
  | { readonly kind: "selectors"; readonly symbol: KSymbol }
  | { readonly kind: "frozen"; readonly symbol: KSymbol; readonly value: string }
  | { readonly kind: "range"; readonly symbol: KSymbol; readonly value: string };

export type NodeId = number;

/** What must be so: all children of an AND (and its assignment made), or one of an OR. 0 holds, 1 cannot. */
export class GoalGraph {
  readonly isAnd: boolean[] = [true, false];
  readonly children: (readonly NodeId[])[] = [[], []];
  readonly assignment: (Assignment | null)[] = [null, null];
  readonly subject: (Subject | null)[] = [null, null];

  get size(): number {
    return this.isAnd.length;
  }

  /** A node to be filled later, for goals that may lead back to themselves. */
  reserve(subject: Subject): NodeId {
    return this.add(false, [], null, subject);
  }

  fill(id: NodeId, alternatives: readonly NodeId[]): void {
    this.children[id] = alternatives.includes(HOLDS) ? [HOLDS] : alternatives.filter((c) => c !== NEVER);
  }

  or(alternatives: readonly NodeId[], subject: Subject | null = null): NodeId {
    if (alternatives.includes(HOLDS)) return HOLDS;
    const possible = [...new Set(alternatives)].filter((c) => c !== NEVER);
    if (possible.length === 0 && subject === null) return NEVER;
    const [only] = possible;
    return possible.length === 1 && only !== undefined && subject === null
      ? only
      : this.add(false, possible, null, subject);
  }

  and(
    parts: readonly NodeId[],
    assignment: Assignment | null = null,
    subject: Subject | null = null,
  ): NodeId {
    const needed = [...new Set(parts)].filter((c) => c !== HOLDS);
    if (assignment === null) {
      if (needed.length === 0) return HOLDS;
      if (needed.includes(NEVER) && subject === null) return NEVER;
      if (needed.length === 1 && needed[0] !== undefined && subject === null) return needed[0];
    }
    return this.add(true, needed, assignment, subject);
  }

  private add(
    isAnd: boolean,
    children: readonly NodeId[],
    assignment: Assignment | null,
    subject: Subject | null,
  ): NodeId {
    this.isAnd.push(isAnd);
    this.children.push(children);
    this.assignment.push(assignment);
    this.subject.push(subject);
    return this.isAnd.length - 1;
  }
}

export const HOLDS: NodeId = 0;
export const NEVER: NodeId = 1;
