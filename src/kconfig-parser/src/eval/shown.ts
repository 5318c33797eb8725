import type { MenuNode } from "../model/menu.js";
import type { KSymbol, Prompt } from "../model/symbol.js";
import { NO, type Tri, triOr } from "../model/tri.js";
import { hasNoValue, promptVisibility } from "./choice-rules.js";
import type { Config } from "./config.js";
import { SETTLED, type ValueStore } from "./value-store.js";

/** See Config.isNodeVisible(). */
export function isShown(
  config: Config,
  values: ValueStore,
  node: MenuNode,
  byChild?: (symbol: KSymbol) => void,
): boolean {
  if (node.promptProperty === null) return false;
  if (node.visibility !== null && config.evaluate(node.visibility) === NO) return false;
  // The value is not needed yet, but it decides the order in which C's warnings come.
  if (node.symbol !== null && config.onUnmetDependency !== null) config.triValue(node.symbol);
  if (isPromptShown(config, values, node)) return true;
  if (node.symbol === null || config.triValue(node.symbol) === NO) return false;
  const isForChild = node.children.some((child) => isShown(config, values, child, byChild));
  if (isForChild) byChild?.(node.symbol);
  return isForChild;
}

/** How far the prompts of a symbol show it, together. Of several, each is kept by itself, too. */
export function promptsShown(config: Config, values: ValueStore, symbol: KSymbol): Tri {
  const { prompts } = symbol;
  let together: Tri = NO;
  // By index here and in wanted-tri.ts: most runs compute each value once, before V8 has optimized a `for … of`.
  for (let i = 0; i < prompts.length; i++) {
    const { visible, node } = prompts[i] as Prompt;
    const shown = promptVisibility(symbol, config.evaluate(visible), values);
    if (prompts.length > 1) values.ofSeveralPrompts.set(node, shown);
    together = triOr(together, shown);
  }
  return together;
}

/** Whether the condition of the entry's own prompt holds. */
function isPromptShown(config: Config, values: ValueStore, node: MenuNode): boolean {
  const { promptProperty, symbol } = node;
  if (promptProperty === null) return false;
  if (symbol === null) return config.evaluate(promptProperty.visible) !== NO;
  if (hasNoValue(symbol, config.tree.dialect.values)) return false;
  // What it was when the symbol was computed: C does not ask again, though a value out of range was dropped meanwhile.
  if (values.valid[symbol.id] === SETTLED && !symbol.isTransitional)
    return (values.ofSeveralPrompts.get(node) ?? values.visible[symbol.id]) !== NO;
  return promptVisibility(symbol, config.evaluate(promptProperty.visible), values) !== NO;
}
