import type { MenuNode } from "kconfig-parser";
import type { Model } from "../model.js";
import { shownItems } from "../shown-items.js";

/** A node that opens as a page of rows. */
function isPage(node: MenuNode): boolean {
  return node.parent === null || node.kind === "menu" || (node.kind === "symbol" && node.isMenuConfig);
}

/**
 * The menu page on which a node is to be seen now, and the row to put the cursor on: the node itself, or the nearest
 * thing around it that shows (its choice, the option it depends on, the menu it would be in).
 */
export function pageAndRow(model: Model, target: MenuNode): { page: MenuNode; row: MenuNode | null } {
  let candidate: MenuNode | null = target;
  while (candidate !== null && candidate.parent !== null) {
    let page: MenuNode = candidate.parent;
    while (!isPage(page) && page.parent !== null) page = page.parent;
    const row = candidate;
    const reachable = model.showAll || isReachable(model, page);
    if (reachable && shownItems(model, page).some((item) => item.node === row)) {
      return { page, row };
    }
    candidate = candidate.parent;
  }
  return { page: model.config.tree.root, row: null };
}

function isReachable(model: Model, page: MenuNode): boolean {
  return page.parent === null || model.config.isNodeVisible(page);
}
