import { type Expr, operands } from "../model/expr.js";
import type { Default, KSymbol } from "../model/symbol.js";
import { triText } from "../model/tri.js";
import { atLeastM, atMostM, atMostN, HOLDS, NEVER, type NodeId, type Want } from "./goal-graph.js";
import { type Goals, triOf } from "./goals.js";

/** Defaults further down matter only when all before are off: rarely the way. */
const consideredDefaults = 32;

/** What brings a bool or tristate up (or down) to the wanted value: one alternative each. */
export function triAlternatives(goals: Goals, symbol: KSymbol, want: Want): NodeId[] {
  return want.rel === "ge" ? raise(goals, symbol, want) : lower(goals, symbol, want);
}

/** Whether the symbol's prompt is shown (far enough). */
export function prompted(goals: Goals, symbol: KSymbol, want: Want = atLeastM): NodeId {
  const shown = symbol.prompts.map((p) => goals.condition(p.visible, want));
  return goals.graph.or(shown, symbol.prompts.length === 0 ? null : { kind: "prompt", symbol });
}

/** Whether no prompt of the symbol is shown. */
export function unprompted(goals: Goals, symbol: KSymbol): NodeId {
  return goals.graph.and(symbol.prompts.map((p) => goals.condition(p.visible, atMostN)));
}

function raise(goals: Goals, symbol: KSymbol, want: Want): NodeId[] {
  const { graph } = goals;
  // Conditions count as y from m on, except for a tristate while there are modules.
  const condition = goals.hasMod(symbol) ? want : atLeastM;
  // To set it comes before to have it selected: of two ways that are equally short, the first is tried first.
  const alternatives = assigned(goals, symbol, want, condition);
  alternatives.push(...operandsOf(symbol.revDep).map((e) => goals.condition(e, condition)));
  if (symbol.choice || symbol.isChoice) return alternatives;
  const free = withoutUser(goals, symbol);
  if (free === NEVER) return alternatives;
  if (symbol.defaults.length > consideredDefaults) goals.isCutShort = true;
  symbol.defaults.slice(0, consideredDefaults).forEach((d, i) => {
    const parts = [
      free,
      goals.condition(d.visible, condition),
      goals.condition(d.value, condition),
      ...earlierOff(goals, symbol.defaults, i),
    ];
    alternatives.push(graph.and(parts));
  });
  const allowed = goals.condition(symbol.dirDep, condition);
  for (const e of operandsOf(symbol.implied))
    alternatives.push(graph.and([free, allowed, goals.condition(e, condition)]));
  return alternatives;
}

function lower(goals: Goals, symbol: KSymbol, want: Want): NodeId[] {
  const { graph } = goals;
  const condition = goals.hasMod(symbol) ? want : atMostN;
  const unselected = graph.and(
    operandsOf(symbol.revDep).map((e) => goals.condition(e, condition)),
    null,
    symbol.revDep ? { kind: "selectors", symbol } : null,
  );
  const alternatives = assigned(goals, symbol, want, atLeastM);
  if (symbol.choice)
    alternatives.push(...otherMembers(goals, symbol, symbol.choice), unprompted(goals, symbol));
  const free = withoutUser(goals, symbol);
  if (symbol.isChoice) alternatives.push(unprompted(goals, symbol));
  else if (free !== NEVER && !symbol.choice)
    alternatives.push(
      graph.and([free, defaultsAtMost(goals, symbol, want), notImplied(goals, symbol, condition)]),
    );
  // A prompt that is shown for m only holds a user's y down.
  if (want === atMostM && symbol.prompts.length > 0 && goals.config.user.has(symbol)) {
    const onlyM = symbol.prompts.map((p) => goals.condition(p.visible, atMostM));
    alternatives.push(graph.and([prompted(goals, symbol), ...onlyM]));
  }
  return alternatives.map((a) => graph.and([unselected, a]));
}

/** The user sets it, or has set it and it comes into view again. */
function assigned(goals: Goals, symbol: KSymbol, want: Want, condition: Want): NodeId[] {
  const { graph, config, frozen } = goals;
  if (symbol.prompts.length === 0 || (symbol.isChoice && !symbol.isOptional)) return [];
  const fixed = frozen.get(symbol);
  const suits = (value: string): boolean => {
    const tri = triOf(value);
    return want.rel === "ge" ? tri >= want.value : tri <= want.value;
  };
  if (fixed !== undefined) return [prompted(goals, symbol, condition)];
  const values = (["n", "m", "y"] as const).filter((v) => suits(v) && (v !== "m" || goals.hasMod(symbol)));
  const alternatives: NodeId[] = [];
  for (const value of values) {
    if (symbol === goals.wish.symbol && value !== goals.wish.value) continue;
    // A choice has one member on: to turn one off is to turn another on.
    if (symbol.choice && value === "n") continue;
    const shown = value === "y" && goals.hasMod(symbol) ? ({ rel: "ge", value: 2 } as const) : atLeastM;
    alternatives.push(graph.and([prompted(goals, symbol, shown)], goals.assignments.of(symbol, value)));
  }
  if (!symbol.choice && config.user.has(symbol) && suits(triText(config.user.tri(symbol))))
    alternatives.push(prompted(goals, symbol, condition));
  return alternatives;
}

function otherMembers(goals: Goals, symbol: KSymbol, choice: KSymbol): NodeId[] {
  const { graph, frozen } = goals;
  return choice.choiceValues
    .filter((m) => m !== symbol && frozen.get(m) !== "n")
    .map((m) => graph.and([prompted(goals, m)], frozen.has(m) ? null : goals.assignments.of(m, "y")));
}

/** Defaults and implies count only where the user has said nothing, or cannot. */
export function withoutUser(goals: Goals, symbol: KSymbol): NodeId {
  const said = goals.config.user.has(symbol) || goals.frozen.has(symbol);
  return said ? unprompted(goals, symbol) : HOLDS;
}

export function earlierOff(goals: Goals, defaults: readonly Default[], index: number): NodeId[] {
  return defaults.slice(0, index).map((d) => goals.condition(d.visible, atMostN));
}

function defaultsAtMost(goals: Goals, symbol: KSymbol, want: Want): NodeId {
  const { graph } = goals;
  const limit = goals.hasMod(symbol) ? want : atMostN;
  if (symbol.defaults.length > consideredDefaults) goals.isCutShort = true;
  const each = symbol.defaults.map((d) =>
    graph.or([goals.condition(d.visible, limit), goals.condition(d.value, limit)]),
  );
  // The first whose condition is not n counts, and its condition limits its value.
  const first = symbol.defaults
    .slice(0, consideredDefaults)
    .map((d, i) =>
      graph.and([
        goals.condition(d.visible, atLeastM),
        each[i] ?? NEVER,
        ...earlierOff(goals, symbol.defaults, i),
      ]),
    );
  return graph.or([graph.and(each), ...first]);
}

function notImplied(goals: Goals, symbol: KSymbol, limit: Want): NodeId {
  const { graph } = goals;
  const none = graph.and(operandsOf(symbol.implied).map((e) => goals.condition(e, limit)));
  return graph.or([none, goals.condition(symbol.dirDep, limit)]);
}

function operandsOf(expr: Expr | null): readonly Expr[] {
  return expr === null ? [] : operands(expr, "or");
}
