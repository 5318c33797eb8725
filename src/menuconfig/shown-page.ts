import type { MenuNode } from "kconfig-parser";

/** A node that opens as a page of rows. */
function isPage(node: MenuNode): boolean {
  return node.parent === null || node.kind === "menu" || (node.kind === "symbol" && node.isMenuConfig);
}

/** The page on which a node stands when it is shown: the nearest one above it. */
export function pageOf(node: MenuNode): MenuNode {
  let page = node.parent ?? node;
  while (!isPage(page) && page.parent !== null) page = page.parent;
  return page;
}
