import type { Config } from "../eval/config.js";
import type { KSymbol, Reverse } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";
import { NO, triAnd, triText } from "../model/tri.js";
import { conditionReport } from "./conditions.js";
import { reference } from "./reference.js";
import type { RangeReport, ReverseReport } from "./report.js";

type How = "selects" | "implies";
interface Source {
  readonly by: KSymbol;
  readonly reverse: Reverse;
}

const indices = new WeakMap<KconfigTree, Record<How, Map<KSymbol, Source[]>>>();

/** Who selects (or implies) what, found once a tree. */
export function sourcesOf(tree: KconfigTree, symbol: KSymbol, how: How): readonly Source[] {
  let index = indices.get(tree);
  if (index === undefined) {
    index = { selects: new Map(), implies: new Map() };
    for (const by of tree.symbols)
      for (const kind of ["selects", "implies"] as const)
        for (const reverse of by[kind]) {
          const found = index[kind].get(reverse.target);
          if (found) found.push({ by, reverse });
          else index[kind].set(reverse.target, [{ by, reverse }]);
        }
    indices.set(tree, index);
  }
  return index[how].get(symbol) ?? [];
}

/** Everyone who selects or implies the symbol, those in force first. */
export function reverseReports(config: Config, symbol: KSymbol, how: How): ReverseReport[] {
  const reports = sourcesOf(config.tree, symbol, how).map(({ by, reverse }): ReverseReport => {
    const value = triAnd(config.triValue(by), config.evaluate(reverse.visible));
    return {
      by: reference(config, by),
      location: reverse.node.location,
      inForce: value !== NO,
      value: triText(value),
      condition: conditionReport(config, reverse.visible),
    };
  });
  return [...reports.filter((r) => r.inForce), ...reports.filter((r) => !r.inForce)];
}

/** The range in force of an int or hex symbol. */
export function rangeReport(config: Config, symbol: KSymbol): RangeReport | null {
  const range = symbol.ranges.find((r) => config.evaluate(r.visible) !== NO);
  if (range === undefined) return null;
  return {
    min: config.stringValue(range.low),
    max: config.stringValue(range.high),
    location: range.node.location,
    condition: conditionReport(config, range.visible),
  };
}
