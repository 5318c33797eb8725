import type { Diagnostic } from "../diagnostics.js";
import { forEachSymbol } from "./expr.js";
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

function forEachDependency(symbol: KSymbol, visit: (symbol: KSymbol) => void): void {
  forEachSymbol(symbol.dirDep, visit);
  forEachSymbol(symbol.revDep, visit);
  for (const p of symbol.prompts) forEachSymbol(p.visible, visit);
  for (const d of symbol.defaults) {
    forEachSymbol(d.visible, visit);
    forEachSymbol(d.value, visit);
  }
  for (const r of symbol.ranges) forEachSymbol(r.visible, visit);
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
