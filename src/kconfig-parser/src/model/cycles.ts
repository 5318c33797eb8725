import type { Diagnostic } from "../diagnostics.js";
import { type Expr, forEachSymbol } from "./expr.js";
import type { KSymbol } from "./symbol.js";

/**
 * Symbols whose value depends on itself, each cycle once. C: sym_check_deps(). A value of a choice depends on
 * its choice and the choice on its values by design; those steps alone are no cycle.
 */
export function findDependencyCycles(symbols: readonly KSymbol[]): Diagnostic[] {
  const done = new Uint8Array(symbols.length);
  const path: KSymbol[] = [];
  const onPath = new Set<KSymbol>();
  const found: Diagnostic[] = [];

  const visit = (symbol: KSymbol): void => {
    if (done[symbol.id] || symbol.isConst) return;
    if (onPath.has(symbol)) {
      const cycle = path.slice(path.indexOf(symbol));
      if (!isWithinOneChoice(cycle)) found.push(describe(cycle));
      return;
    }
    path.push(symbol);
    onPath.add(symbol);
    forEachDependency(symbol, visit);
    path.pop();
    onPath.delete(symbol);
    done[symbol.id] = 1;
  };
  for (const symbol of symbols) visit(symbol);
  return found;
}

/** In a chain's `memo`: every symbol in it has been looked at. No state of a Config has a negative number. */
const WALKED = -1;

/** As forEachSymbol(), but a chain that several entries share is walked once: none of its symbols needs a second look. */
function walk(expr: Expr | null, visit: (symbol: KSymbol) => void): void {
  if (expr === null || (expr.op !== "and" && expr.op !== "or")) {
    forEachSymbol(expr, visit);
    return;
  }
  if (expr.memo === WALKED) return;
  walk(expr.left, visit);
  walk(expr.right, visit);
  // Only now: a symbol met on the way may come back to this chain, and must see the rest of it.
  expr.memo = WALKED;
}

function forEachDependency(symbol: KSymbol, visit: (symbol: KSymbol) => void): void {
  walk(symbol.dirDep, visit);
  walk(symbol.revDep, visit);
  for (const p of symbol.prompts) walk(p.visible, visit);
  for (const d of symbol.defaults) {
    walk(d.visible, visit);
    walk(d.value, visit);
  }
  for (const r of symbol.ranges) walk(r.visible, visit);
  if (symbol.choice) visit(symbol.choice);
  for (const value of symbol.choiceValues) visit(value);
}

function isWithinOneChoice(cycle: readonly KSymbol[]): boolean {
  const choices = new Set(cycle.map((s) => (s.isChoice ? s : s.choice)));
  return choices.size === 1 && !choices.has(null);
}

function describe(cycle: readonly KSymbol[]): Diagnostic {
  const place = cycle[0]?.nodes[0]?.location ?? { file: "", line: 0 };
  const names = [...cycle, cycle[0]].map((s) => s?.name ?? "<choice>").join(" -> ");
  return { ...place, message: `recursive dependency: ${names}: remove one of these dependencies` };
}
