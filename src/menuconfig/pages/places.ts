import type { MenuNode } from "kconfig-parser";
import { nodePath, nodeTitle, symbolName } from "../labels.js";
import type { Model } from "../model.js";
import { type PageRow, row, rowsOf, span } from "../page.js";
import type { PageContent } from "./content.js";

export function bookmarksPage(model: Model): PageContent {
  return {
    title: "Bookmarks",
    hint: ["Enter goes to one, Esc Esc comes back here. Remove forgets it."],
    buttons: ["Go", "Remove", "Exit"],
    rows: rowsOf(places(model.memory.bookmarks, "No bookmarks. The key for it sets one on a row of a menu.")),
  };
}

export function recentPage(model: Model): PageContent {
  return {
    title: "Where you were",
    hint: ["The places where you changed something, or which you went to; the last first."],
    buttons: ["Go", "Exit"],
    rows: rowsOf(places(model.memory.recent, "Nowhere yet.")),
  };
}

function places(nodes: readonly MenuNode[], none: string): PageRow[] {
  return nodes.length === 0 ? [row(none)] : nodes.map(place);
}

/** One place: its prompt, its name, and where it is. */
export function place(node: MenuNode): PageRow {
  const name = node.symbol?.name ? ` <${symbolName(node.symbol)}>` : "";
  const path = nodePath(node);
  return {
    spans: [span(nodeTitle(node), "link"), span(name), span(path === "" ? "" : `  ${path}`, "dim")],
    target: { to: "node", node },
  };
}
