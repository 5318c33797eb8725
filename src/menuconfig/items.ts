import { type Config, type KSymbol, type MenuNode, triAllowed } from "kconfig-parser";
import { choiceValue, isChoiceChangeable } from "./choices.js";
import { display } from "./text.js";

/** What Enter and Space do on a row: open a page, change a tristate, edit a value, or nothing. */
export type ItemAction = "menu" | "toggle" | "value" | "none";

/** One row of a menu page. */
export interface Item {
  readonly node: MenuNode;
  readonly action: ItemAction;
  /** As drawn: mark, indentation, prompt, `(NEW)`, arrow. One UTF-16 unit a cell. */
  readonly text: string;
}

const MARKS = [" ", "M", "*"] as const;
const INDENT = 2;

/** Which rows there are: also those that are hidden now; menus that are open among them, null: none ever is. */
interface Shown {
  readonly showAll: boolean;
  readonly expanded: ReadonlySet<MenuNode> | null;
}

/** The rows of a menu page, in the order and with the marks that mconf gives them. */
export function menuItems(
  config: Config,
  page: MenuNode,
  showAll: boolean,
  expanded: ReadonlySet<MenuNode> | null = null,
): Item[] {
  const how: Shown = { showAll, expanded };
  const items: Item[] = [];
  // A page that belongs to a symbol (`menuconfig`) begins with that symbol's own prompt.
  if (page.kind === "symbol") items.push({ node: page, action: "none", text: `--- ${prompt(page)}` });
  const indent = page.kind === "symbol" ? INDENT : 0;
  for (const child of page.children) addNode(items, config, child, indent, how);
  return items;
}

/** A menu with nothing to show is drawn with `----` and opens an empty page. */
function isEmptyMenu(config: Config, node: MenuNode): boolean {
  return !node.children.some((child) => config.isNodeVisible(child));
}

function prompt(node: MenuNode): string {
  return display(node.prompt ?? "");
}

function addNode(items: Item[], config: Config, node: MenuNode, indent: number, how: Shown): void {
  if (how.showAll ? node.prompt === null : !config.isNodeVisible(node)) {
    // A node that only groups others (an `if`) has no prompt and hides nothing.
    if (node.kind !== "if") return;
  }
  const pad = " ".repeat(indent + 1);
  switch (node.kind) {
    case "menu":
    case "mainmenu": {
      if (how.expanded !== null) {
        const isOpen = how.expanded.has(node);
        items.push({ node, action: "menu", text: `${isOpen ? "-->" : "++>"}${pad}${prompt(node)}` });
        if (isOpen) addChildren(items, config, node, indent + INDENT, how);
        return;
      }
      const arrow = isEmptyMenu(config, node) ? "----" : "--->";
      items.push({ node, action: "menu", text: `   ${pad}${prompt(node)}  ${arrow}` });
      return;
    }
    case "comment":
      items.push({ node, action: "none", text: `   ${pad}*** ${prompt(node)} ***` });
      addChildren(items, config, node, indent + INDENT, how);
      return;
    case "if":
      addChildren(items, config, node, indent, how);
      return;
    case "choice":
      addChoice(items, config, node, indent, how);
      return;
    case "symbol":
      addSymbol(items, config, node, indent, how);
  }
}

function addChildren(items: Item[], config: Config, node: MenuNode, indent: number, how: Shown): void {
  for (const child of node.children) addNode(items, config, child, indent, how);
}

function addChoice(items: Item[], config: Config, node: MenuNode, indent: number, how: Shown): void {
  const symbol = node.symbol;
  if (symbol === null) return;
  const value = choiceValue(config, symbol);
  const selection = config.choiceSelection(symbol);
  const chosen = node.children.find(
    (child) => selection !== null && child.symbol === selection && config.isNodeVisible(child),
  );
  const changeable = isChoiceChangeable(config, symbol);
  const mark = changeable ? box(symbol, MARKS[value]) : "   ";
  let text = `${mark}${" ".repeat(indent + 1)}${prompt(node)}`;
  if (value === 2 && chosen !== undefined) text += ` (${prompt(chosen)})  --->`;
  items.push({ node, action: changeable || chosen !== undefined ? "toggle" : "none", text });
  if (value !== 2) addChildren(items, config, node, indent + INDENT, how);
  else if (chosen !== undefined && chosen.children.length > 0)
    addNode(items, config, chosen, indent + INDENT, how);
}

function box(symbol: KSymbol, mark: string): string {
  return symbol.type === "bool" ? `[${mark}]` : `<${mark}>`;
}

function addSymbol(items: Item[], config: Config, node: MenuNode, indent: number, how: Shown): void {
  const symbol = node.symbol;
  if (symbol === null) return;
  const isNew = !config.hasUserValue(symbol) && config.isChangeable(symbol) ? " (NEW)" : "";
  if (symbol.type !== "bool" && symbol.type !== "tristate") {
    const value = `(${display(config.stringValue(symbol))})`;
    // The prompts of one page line up while the values are short.
    const pad = " ".repeat(Math.max(1, indent + 4 - value.length));
    items.push({ node, action: "value", text: `${value}${pad}${prompt(node)}${isNew}` });
    addChildren(items, config, node, indent + INDENT, how);
    return;
  }
  const value = config.triValue(symbol);
  const pad = " ".repeat(indent + 1);
  if (symbol.isChoiceValue && value === 2) {
    items.push({ node, action: "none", text: `   ${pad}${prompt(node)}${isNew}${arrow(config, node)}` });
  } else {
    const text = `${triMark(config, symbol)}${pad}${prompt(node)}${isNew}${arrow(config, node)}`;
    items.push({ node, action: "toggle", text });
  }
  if (!node.isMenuConfig) addChildren(items, config, node, indent + INDENT, how);
}

function triMark(config: Config, symbol: KSymbol): string {
  const mark = MARKS[config.triValue(symbol)];
  if (!config.isChangeable(symbol)) return `-${mark}-`;
  // Selected as a module by another symbol: m or y, never n.
  if (symbol.type === "tristate" && !triAllowed(config, symbol, 0)) return `{${mark}}`;
  return box(symbol, mark);
}

function arrow(config: Config, node: MenuNode): string {
  if (!node.isMenuConfig) return "";
  return isEmptyMenu(config, node) ? "  ----" : "  --->";
}
