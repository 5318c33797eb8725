import type { Config, KSymbol, MenuNode } from "kconfig-parser";
import { cells, display } from "./text.js";

/** How things are called in lists and in what was done. */

/** A symbol's name; the prompt of a choice that has none. */
export function symbolName(symbol: KSymbol): string {
  const prompt = symbol.nodes.find((node) => node.prompt !== null)?.prompt;
  return display(symbol.name ?? prompt ?? "<choice>");
}

/** The prompt of an entry, or its symbol's name where it has none. */
export function nodeTitle(node: MenuNode): string {
  return node.prompt === null && node.symbol !== null ? symbolName(node.symbol) : display(node.prompt ?? "");
}

/** The menus above an entry, outermost first. */
export function nodePath(node: MenuNode): string {
  const path: string[] = [];
  for (let above = node.parent; above !== null && above.parent !== null; above = above.parent) {
    if (above.prompt !== null) path.unshift(display(above.prompt));
  }
  return path.join(" → ");
}

/** A value as lists show it. */
export function shownValue(value: string | null): string {
  return value === null ? "(none)" : value === "" ? '""' : cells(display(value));
}

/** To be called before a change; gives, after it, what it was: `BR2_FOO: n -> y`. */
export function changeLabel(config: Config, symbol: KSymbol): () => string {
  const value = (): string => shownValue(config.stringValue(symbol));
  const before = value();
  return () => `${symbolName(symbol)}: ${before} -> ${value()}`;
}

/** The entry that stands for a symbol: its first one with a prompt. */
export function nodeOf(symbol: KSymbol): MenuNode | null {
  return symbol.nodes.find((node) => node.prompt !== null) ?? symbol.nodes[0] ?? null;
}
