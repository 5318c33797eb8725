import type { KconfigTree, MenuNode } from "kconfig-parser";
import { nodeOf } from "./labels.js";

/** A bookmarked place in words that outlive the program: an option's name, or the prompts that lead to it. */
export type Bookmark = { readonly symbol: string } | { readonly path: readonly string[] };

export function bookmarkOf(node: MenuNode): Bookmark {
  const name = node.symbol?.name;
  return name ? { symbol: name } : { path: promptsTo(node) };
}

/** The entry that a bookmark means in this tree; null where it has none such (any more). */
export function bookmarkedNode(tree: KconfigTree, bookmark: Bookmark): MenuNode | null {
  if ("symbol" in bookmark) {
    const symbol = tree.symbol(bookmark.symbol);
    return symbol === undefined ? null : nodeOf(symbol);
  }
  const wanted = sameness(bookmark);
  const search = (node: MenuNode): MenuNode | null => {
    for (const child of node.children) {
      if (child.prompt !== null && !child.symbol?.name && sameness(bookmarkOf(child)) === wanted)
        return child;
      const found = search(child);
      if (found !== null) return found;
    }
    return null;
  };
  return search(tree.root);
}

/** Equal for bookmarks of one place. */
export function sameness(bookmark: Bookmark): string {
  return JSON.stringify("symbol" in bookmark ? bookmark.symbol : bookmark.path);
}

function promptsTo(node: MenuNode): string[] {
  const prompts: string[] = [];
  for (let at: MenuNode | null = node; at !== null && at.parent !== null; at = at.parent)
    if (at.prompt !== null) prompts.unshift(at.prompt);
  return prompts;
}
