import type { KSymbol, MenuNode } from "kconfig-parser";
import { differences, settingsOf, settingsThen } from "../compare.js";
import { nodeTitle } from "../labels.js";
import type { Model } from "../model.js";
import { type Page, type PageRow, row, rowsOf } from "../page.js";
import type { PageContent } from "./content.js";

/** What can be put back from a row: the option itself, or all of the menu it is (or is in). */
export function resetPage(model: Model, page: Extract<Page, { of: "reset" }>): PageContent {
  const { node } = page;
  const { config, memory } = model;
  const saved = settingsThen(config.tree, memory.history.saved);
  const changed = new Set(differences(config.tree, saved, settingsOf(config)).map(({ symbol }) => symbol));
  const rows: PageRow[] = [];
  const offer = (what: string, symbols: readonly KSymbol[]): void => {
    const count = symbols.filter((symbol) => changed.has(symbol)).length;
    const saved = `${what}: the saved values`;
    const defaults = `${what}: the defaults`;
    const say = count === 0 ? "nothing differs" : count === 1 ? "1 differs" : `${count} differ`;
    rows.push(row(`${saved} (${say})`, { to: "reset", reset: { symbols, to: "saved", label: saved } }));
    rows.push(row(defaults, { to: "reset", reset: { symbols, to: "default", label: defaults } }));
  };
  if (node.symbol !== null) offer(nodeTitle(node), withChoice(node.symbol));
  const menu = menuAround(node);
  offer(menu.parent === null ? "Everything" : `All of "${nodeTitle(menu)}"`, symbolsBelow(menu));
  return {
    title: "Put back",
    hint: ["Back to what? One step to undo, however many options it changes."],
    buttons: ["Put back", "Exit"],
    rows: rowsOf(rows),
  };
}

function withChoice(symbol: KSymbol): readonly KSymbol[] {
  const choice = symbol.isChoice ? symbol : symbol.choice;
  return choice === null ? [symbol] : [choice, ...choice.choiceValues];
}

/** The menu that the row opens, else the one that it is in. */
function menuAround(node: MenuNode): MenuNode {
  let at = node;
  const opens = (each: MenuNode): boolean =>
    each.kind === "menu" || (each.isMenuConfig && each.children.length > 0);
  while (at.parent !== null && !opens(at)) at = at.parent;
  return at;
}

function symbolsBelow(menu: MenuNode): KSymbol[] {
  const found = new Set<KSymbol>();
  const visit = (node: MenuNode): void => {
    if (node.symbol !== null) found.add(node.symbol);
    node.children.forEach(visit);
  };
  visit(menu);
  return [...found];
}
