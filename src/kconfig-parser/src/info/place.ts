import type { Config } from "../eval/config.js";
import type { MenuNode } from "../model/menu.js";

/** The entries with prompts that the entry stands below, the outermost first, without the main menu. */
export function menusAbove(node: MenuNode, root: MenuNode): MenuNode[] {
  const above: MenuNode[] = [];
  for (let menu = node.parent; menu !== null && menu !== root; menu = menu.parent)
    if (menu.prompt !== null) above.unshift(menu);
  return above;
}

/** A way through menus, each step further to the right. */
export function pathLines(config: Config, path: readonly MenuNode[]): string[] {
  return path.map((menu, depth) => {
    const { symbol } = menu;
    const value = symbol ? ` (${symbol.name ?? "<choice>"} [=${config.lastText(symbol)}])` : "";
    return `${" ".repeat(4 + 2 * depth)}-> ${menu.prompt}${value}`;
  });
}
