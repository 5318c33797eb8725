import type { MenuNode } from "kconfig-parser";
import type { Model } from "../model.js";
import { shownItems } from "../shown-items.js";
import { pageOf } from "../shown-page.js";

/**
 * The menu page on which a node is to be seen now, and the row to put the cursor on: the node itself, or the nearest
 * thing around it that shows (its choice, the option it depends on, the menu it would be in).
 */
export function pageAndRow(model: Model, target: MenuNode): { page: MenuNode; row: MenuNode | null } {
  let candidate: MenuNode | null = target;
  while (candidate !== null && candidate.parent !== null) {
    const page = pageOf(candidate);
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
