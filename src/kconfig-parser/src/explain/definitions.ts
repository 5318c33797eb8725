import type { Location } from "../diagnostics.js";
import type { Config } from "../eval/config.js";
import { chain, type Expr, operands } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol } from "../model/symbol.js";
import { key } from "../model/transform.js";
import { conditionReport, type StatedAt } from "./conditions.js";
import type { DefinitionReport } from "./report.js";

/** Every entry of the symbol, its conditions told apart again. */
export function definitionReports(config: Config, symbol: KSymbol): DefinitionReport[] {
  return symbol.nodes.map((node) => {
    const own = split(node);
    const inDep = statedAbove(node);
    return {
      location: node.location,
      prompt: node.prompt,
      path: pathOf(node),
      depends: conditionReport(config, node.dep, inDep),
      visibleIf: conditionReport(config, own.visibleIf, statedByMenu(node)),
      promptIf: conditionReport(config, own.promptIf, () => node.location),
    };
  });
}

/** The menus and symbols above an entry, outermost first. */
export function pathOf(node: MenuNode): string[] {
  const path: string[] = [];
  for (let above = node.parent; above !== null && above.parent !== null; above = above.parent)
    if (above.prompt !== null) path.unshift(above.prompt);
  return path;
}

/** A prompt's condition holds the entry's dependencies and the `visible if` of menus, too: each is told apart. */
function split(node: MenuNode): { readonly visibleIf: Expr | null; readonly promptIf: Expr | null } {
  const visible = node.promptProperty?.visible ?? null;
  const inDep = keysOf(node.dep);
  const inMenus = new Set<string>();
  for (let menu = node.parent; menu !== null; menu = menu.parent)
    for (const k of keysOf(menu.visibility)) inMenus.add(k);
  const rest = parts(visible).filter((e) => !inDep.has(key(e)));
  return {
    visibleIf: conjunction(rest.filter((e) => inMenus.has(key(e)))),
    promptIf: conjunction(rest.filter((e) => !inMenus.has(key(e)))),
  };
}

/** An operand that is in force further up was written there: at the outermost entry that has it. */
function statedAbove(node: MenuNode): StatedAt {
  return (operand) => {
    const wanted = key(operand);
    let place: Location = node.location;
    for (let above = node.parent; above !== null; above = above.parent) {
      if (above.kind === "mainmenu") break;
      if (keysOf(above.dep).has(wanted)) place = above.location;
    }
    return place;
  };
}

function statedByMenu(node: MenuNode): StatedAt {
  return (operand) => {
    for (let menu = node.parent; menu !== null; menu = menu.parent)
      if (keysOf(menu.visibility).has(key(operand))) return menu.location;
    return null;
  };
}

function parts(expr: Expr | null): readonly Expr[] {
  return expr === null ? [] : operands(expr, "and");
}

function keysOf(expr: Expr | null): ReadonlySet<string> {
  return new Set(parts(expr).map(key));
}

function conjunction(all: readonly Expr[]): Expr | null {
  return all.length === 0 ? null : all.reduce((left, right) => chain("and", left, right));
}
