import type { Config } from "../eval/config.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol } from "../model/symbol.js";
import { isAsked } from "./ask/asker.js";
import { helpPage } from "./ask/help-page.js";
import { isShown } from "./ask/is-shown.js";

/** What listnewconfig and helpnewconfig print: the options that have no value and could be asked for. */
export function newOptionsText(config: Config, withHelp: boolean): string {
  const out: string[] = [];
  const visit = (node: MenuNode): void => {
    if (!isShown(config, node)) return;
    const { symbol } = node;
    if (symbol && !config.hasUserValue(symbol) && isAsked(config, symbol)) {
      if (withHelp) out.push(`-----\n\n${helpPage(config, node)}\n-----\n`);
      else if (symbol.name !== null) out.push(assignment(config, symbol));
    }
    node.children.forEach(visit);
  };
  visit(config.tree.root);
  return out.join("");
}

function assignment(config: Config, symbol: KSymbol): string {
  const value = config.stringValue(symbol);
  return `${config.tree.dialect.prefix}${symbol.name}=${symbol.type === "string" ? `"${value.replace(/["\\]/g, "\\$&")}"` : value}\n`;
}
