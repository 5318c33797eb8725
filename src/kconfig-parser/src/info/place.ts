import type { Config } from "../eval/config.js";
import type { MenuNode } from "../model/menu.js";

/** The entries with prompts that the entry stands below, the outermost first, without the main menu. */
export function menusAbove(node: MenuNode, root: MenuNode): MenuNode[] {
  const above: MenuNode[] = [];
  for (let menu = node.parent; menu !== null && menu !== root; menu = menu.parent)
    if (menu.prompt !== null) above.unshift(menu);
  return above;
}

/** Of a longer way C shows the end. */
const longestPath = 8;

/**
 * A way through menus, each step further to the right. As in C, whether each step can be seen is computed, which may
 * warn of what it depends on.
 */
export function pathLines(config: Config, path: readonly MenuNode[]): string[] {
  const shown = path.slice(-longestPath);
  const computesAll = config.tree.dialect.modes.infoComputesAll;
  for (const menu of shown.toReversed()) if (config.isNodeVisible(menu) && !computesAll) break;
  return shown.map((menu, depth) => {
    const { symbol } = menu;
    const value = symbol ? ` (${symbol.name ?? "<choice>"} [=${config.lastText(symbol)}])` : "";
    return `${" ".repeat(4 + 2 * depth)}-> ${menu.prompt}${value}`;
  });
}
