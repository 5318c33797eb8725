import type { Config } from "../eval/config.js";
import { symbolLabel } from "../explain/reference.js";
import { rangeReport } from "../explain/reverse.js";
import { exprText } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";
import { withoutDuplicates } from "../model/transform.js";
import type { AssignmentSet } from "./assignments.js";
import type { GoalGraph, NodeId, Subject } from "./goal-graph.js";
import type { Reason } from "./report.js";

/** Reasons go this deep, and name this many a level: enough to see where it ends. */
const depthLimit = 6;
const breadthLimit = 3;

/** Why a goal without a set cannot be met: what is in its way, and in the way of that. */
export function reasonsFor(
  config: Config,
  graph: GoalGraph,
  sets: readonly (AssignmentSet | undefined)[],
  goal: NodeId,
): readonly Reason[] {
  return new Explainer(config, graph, sets).reasons(goal, 0);
}

class Explainer {
  private readonly explained = new Set<NodeId>();

  constructor(
    private readonly config: Config,
    private readonly graph: GoalGraph,
    private readonly sets: readonly (AssignmentSet | undefined)[],
  ) {}

  /** The nearest nodes below that can be named. */
  reasons(node: NodeId, depth: number): Reason[] {
    if (this.explained.has(node) || this.sets[node] !== undefined) return [];
    this.explained.add(node);
    const subject = this.graph.subject[node] ?? null;
    if (subject) {
      const reason = this.reasonOf(node, subject, depth);
      if (reason) return [reason];
    }
    return this.below(node, depth) ?? this.comparisonReason(subject);
  }

  private below(node: NodeId, depth: number): Reason[] | null {
    const { isAnd } = this.graph;
    const blocked = (this.graph.children[node] ?? []).filter((c) => this.sets[c] === undefined);
    // Of what must all be so, the first that cannot is reason enough.
    for (const child of blocked) {
      const found = this.reasons(child, depth);
      if (found.length > 0 && isAnd[node]) return found;
      if (found.length > 0) return [...found, ...this.others(blocked, child, depth)].slice(0, breadthLimit);
    }
    return null;
  }

  /** A comparison that nothing below explains. */
  private comparisonReason(subject: Subject | null): Reason[] {
    if (subject?.kind !== "condition" || subject.expr.op !== "compare") return [];
    const { left, right } = subject.expr;
    const nobody = [left, right].find(
      (s) => !s.isConst && s.nodes.length === 0 && !/^[0-9]/.test(s.name ?? ""),
    );
    const wanted = subject.want.rel === "ge" ? "true" : "false";
    if (nobody) return [{ kind: "undefined", symbol: symbolLabel(nobody), wanted: "something else" }];
    return [{ kind: "comparison", text: exprText(subject.expr, symbolLabel), wanted }];
  }

  private others(blocked: readonly NodeId[], first: NodeId, depth: number): Reason[] {
    const found: Reason[] = [];
    for (const child of blocked)
      if (child !== first && found.length < breadthLimit) found.push(...this.reasons(child, depth));
    return found;
  }

  private reasonOf(node: NodeId, subject: Subject, depth: number): Reason | null {
    switch (subject.kind) {
      case "symbol":
        return this.symbolReason(node, subject.symbol, subject.wanted, depth);
      case "range": {
        const range = rangeReport(this.config, subject.symbol);
        if (range === null) return null;
        const { min, max, location } = range;
        return {
          kind: "range",
          symbol: symbolLabel(subject.symbol),
          value: subject.value,
          min,
          max,
          location,
        };
      }
      default:
        return null;
    }
  }

  private symbolReason(node: NodeId, symbol: KSymbol, wanted: string, depth: number): Reason {
    const name = symbolLabel(symbol);
    if (symbol.isConst) return { kind: "constant", text: name, wanted };
    if (symbol.env !== null)
      return {
        kind: "environment",
        symbol: name,
        variable: symbol.env,
        value: this.config.stringValue(symbol),
      };
    if (symbol.nodes.length === 0 || symbol.type === "unknown")
      return { kind: "undefined", symbol: name, wanted };
    const below = (n: NodeId | undefined): readonly Reason[] =>
      n === undefined || depth >= depthLimit ? [] : this.reasons(n, depth + 1);
    const location =
      symbol.nodes.find((n) => n.prompt !== null)?.location ?? symbol.nodes[0]?.location ?? null;
    const inside = this.descend(node);
    const fixed = inside.map((n) => this.graph.subject[n]).find((s) => s?.kind === "frozen");
    if (fixed?.kind === "frozen")
      return { kind: "contradiction", symbol: name, values: [fixed.value, wanted] };
    const [range] = below(inside.find((n) => this.graph.subject[n]?.kind === "range"));
    if (range) return range;
    const selectors = inside.find((n) => this.graph.subject[n]?.kind === "selectors");
    if (selectors !== undefined) {
      const because = below(selectors);
      const by = because.flatMap((r) => ("symbol" in r ? [r.symbol] : []));
      return { kind: "selected", symbol: name, wanted, by, because };
    }
    const prompt = inside.find((n) => this.graph.subject[n]?.kind === "prompt");
    if (symbol.prompts.length > 0 && prompt !== undefined) {
      const shown = withoutDuplicates(symbol.prompts[0]?.visible ?? null);
      const condition = shown ? exprText(shown, symbolLabel) : "y";
      return { kind: "dependency", symbol: name, wanted, condition, location, because: below(prompt) };
    }
    const because = depth >= depthLimit ? [] : this.childReasons(node, depth + 1);
    return { kind: "no-prompt", symbol: name, wanted, location, because };
  }

  private childReasons(node: NodeId, depth: number): Reason[] {
    const found: Reason[] = [];
    for (const child of this.graph.children[node] ?? [])
      if (found.length < breadthLimit) found.push(...this.reasons(child, depth));
    return found.slice(0, breadthLimit);
  }

  /** The blocked nodes that belong to the same symbol's goal: down to the next symbol. */
  private descend(node: NodeId): readonly NodeId[] {
    const found = new Set<NodeId>();
    const walk = (n: NodeId): void => {
      for (const child of this.graph.children[n] ?? []) {
        if (this.sets[child] !== undefined || found.has(child)) continue;
        const kind = this.graph.subject[child]?.kind;
        if (kind === "symbol" || kind === "condition") continue;
        found.add(child);
        walk(child);
      }
    };
    walk(node);
    return [...found];
  }
}
