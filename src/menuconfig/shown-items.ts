import type { Config, KSymbol, MenuNode } from "kconfig-parser";
import { differences, settingsOf, settingsThen } from "./compare.js";
import type { History } from "./history.js";
import { type Item, menuItems } from "./items.js";
import type { Model } from "./model.js";

/** The rows of a page as the user wants them: all that can be set, also what cannot (`all`), or only what was changed. */
export function shownItems(model: Model, page: MenuNode, all = false): Item[] {
  const items = menuItems(model.config, page, model.showAll || all, model.look.expanded);
  if (!model.look.modifiedOnly) return items;
  const changed = changedSince(model.config, model.memory.history);
  return items.filter(({ node }) => node === page || holdsChange(node, changed));
}

function holdsChange(node: MenuNode, changed: ReadonlySet<KSymbol>): boolean {
  if (node.symbol !== null && changed.has(node.symbol)) return true;
  return node.children.some((child) => holdsChange(child, changed));
}

interface Known {
  readonly state: number;
  readonly saved: History["saved"];
  readonly changed: ReadonlySet<KSymbol>;
}

const known = new WeakMap<Config, Known>();

/** The symbols whose settings are not those of the saved file. */
export function changedSince(config: Config, history: History): ReadonlySet<KSymbol> {
  const last = known.get(config);
  const { saved } = history;
  if (last !== undefined && last.state === config.stateNumber && last.saved === saved) return last.changed;
  const then = settingsThen(config.tree, saved);
  const changed = new Set(differences(config.tree, then, settingsOf(config)).map(({ symbol }) => symbol));
  known.set(config, { state: config.stateNumber, saved, changed });
  return changed;
}
