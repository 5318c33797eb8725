import { isValidText, toInt64 } from "../eval/compare.js";
import type { KSymbol, Range } from "../model/symbol.js";
import { atLeastM, atMostN, HOLDS, type NodeId } from "./goal-graph.js";
import type { Compared, Goals } from "./goals.js";
import { earlierOff, prompted, withoutUser } from "./tri-goals.js";

/** What makes the value of an int, hex or string stand in the relation. */
export function textAlternatives(goals: Goals, symbol: KSymbol, compared: Compared): NodeId[] {
  const { graph, config, frozen } = goals;
  const alternatives: NodeId[] = [];
  const fixed = frozen.get(symbol);
  if (fixed === undefined && symbol.prompts.length > 0)
    for (const value of candidates(goals, symbol, compared)) {
      const parts = [prompted(goals, symbol), inRange(goals, symbol, value)];
      alternatives.push(graph.and(parts, goals.assignments.of(symbol, value)));
    }
  const text = config.user.has(symbol) ? config.user.text(symbol) : null;
  if (text !== null && goals.textHolds(text, symbol.type, compared))
    alternatives.push(graph.and([prompted(goals, symbol), inRange(goals, symbol, text)]));
  const free = withoutUser(goals, symbol);
  symbol.defaults.forEach((d, i) => {
    if (d.value.op !== "symbol") return;
    const source = d.value.symbol;
    const suits = goals.textHolds(config.stringValue(source), symbol.type, compared);
    alternatives.push(
      graph.and([
        free,
        goals.condition(d.visible, atLeastM),
        ...earlierOff(goals, symbol.defaults, i),
        suits ? HOLDS : goals.text(source, compared),
      ]),
    );
  });
  return alternatives;
}

/** A range that the value is in applies, or none does. */
export function inRange(goals: Goals, symbol: KSymbol, value: string): NodeId {
  const { graph } = goals;
  if (symbol.ranges.length === 0 || symbol.type === "string") return HOLDS;
  const off = (ranges: readonly Range[]): NodeId[] => ranges.map((r) => goals.condition(r.visible, atMostN));
  const within = symbol.ranges.map((r, i) => {
    const bound = (s: KSymbol, relation: ">=" | "<="): NodeId =>
      goals.text(s, { relation, text: value, type: symbol.type });
    const parts = [goals.condition(r.visible, atLeastM), bound(r.low, "<="), bound(r.high, ">=")];
    return graph.and([...parts, ...off(symbol.ranges.slice(0, i))]);
  });
  return graph.or([...within, graph.and(off(symbol.ranges))], { kind: "range", symbol, value });
}

/** Values to try: the one asked for, its neighbours, the bounds, and what the defaults say. */
function candidates(goals: Goals, symbol: KSymbol, compared: Compared): readonly string[] {
  const { config } = goals;
  const { text, relation } = compared;
  if (relation === "=") return isValidText(symbol.type, text) ? [text] : [];
  const found = new Set<string>();
  for (const d of symbol.defaults) if (d.value.op === "symbol") found.add(config.stringValue(d.value.symbol));
  if (symbol.type === "string") found.add("").add("1");
  else {
    const base = symbol.type === "hex" ? 16 : 10;
    const shown = (n: bigint): string =>
      base === 16 ? `0x${BigInt.asUintN(64, n).toString(16)}` : n.toString();
    const number = toInt64(text, base);
    for (const n of [number, number + 1n, number - 1n]) found.add(shown(n));
    for (const r of symbol.ranges) found.add(config.stringValue(r.low)).add(config.stringValue(r.high));
  }
  const valid = [...found].filter(
    (v) => isValidText(symbol.type, v) && goals.textHolds(v, symbol.type, compared),
  );
  return valid.slice(0, 3);
}
