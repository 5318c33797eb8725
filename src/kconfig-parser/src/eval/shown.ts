import type { MenuNode } from "../model/menu.js";
import type { KSymbol } from "../model/symbol.js";
import { NO } from "../model/tri.js";
import type { Config } from "./config.js";

/** See Config.isNodeVisible(). */
export function isShown(config: Config, node: MenuNode, byChild?: (symbol: KSymbol) => void): boolean {
  if (node.promptProperty === null) return false;
  if (node.visibility !== null && config.evaluate(node.visibility) === NO) return false;
  // The value is not needed yet, but it decides the order in which C's warnings come.
  if (node.symbol !== null && config.onUnmetDependency !== null) config.triValue(node.symbol);
  if (config.hasVisiblePrompt(node)) return true;
  if (node.symbol === null || config.triValue(node.symbol) === NO) return false;
  const isForChild = node.children.some((child) => isShown(config, child, byChild));
  if (isForChild) byChild?.(node.symbol);
  return isForChild;
}
