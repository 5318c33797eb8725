import type { Config } from "../eval/config.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol } from "../model/symbol.js";
import { triText } from "../model/tri.js";

/** What KCONFIG_WARN_CHANGED_INPUT asks for: the settings that came out otherwise than they were given; "" for none. */
export function changedInputText(config: Config): string {
  const lines: string[] = [];
  const done = new Set<KSymbol>();
  const visit = (node: MenuNode): void => {
    const { symbol } = node;
    if (symbol && !symbol.isChoice && !done.has(symbol) && config.hasUserValue(symbol)) {
      done.add(symbol);
      const before = givenText(config, symbol);
      const value = config.stringValue(symbol);
      if (before !== value)
        lines.push(`  ${config.tree.dialect.prefix}${symbol.name}: ${before} -> ${value}\n`);
    }
    node.children.forEach(visit);
  };
  visit(config.tree.root);
  return lines.length === 0 ? "" : `warning: user-provided values changed by Kconfig:\n${lines.join("")}`;
}

/** What a transitional symbol answers is as if it were given: a number that is out of the range is told, too. */
function givenText(config: Config, symbol: KSymbol): string {
  const { user } = config;
  const isTri = symbol.type === "bool" || symbol.type === "tristate";
  if (user.has(symbol)) return isTri ? triText(user.tri(symbol)) : (user.text(symbol) ?? "");
  return isTri ? config.stringValue(symbol) : config.defaultText(symbol);
}
