import type { Config, MenuNode } from "kconfig-parser";
import { nodePath, nodeTitle, shownValue, symbolName } from "../labels.js";
import type { Model } from "../model.js";
import { type Page, type PageRow, type PageRows, row, rowsOf, span } from "../page.js";
import type { PageContent } from "./content.js";

const HINT = [
  "Words in names, prompts and help; /re/ for a regular expression.",
  "Down, then Enter: go to what is found. Enter alone: names that match.",
];

export function searchPage(model: Model, page: Extract<Page, { of: "search" }>, field: string): PageContent {
  const count = page.found.length;
  return {
    title: field === "" ? "Search" : `Search: ${count} found`,
    hint: HINT,
    buttons: ["Search", "Help"],
    rows: rows(model.config, page, field),
  };
}

function rows(config: Config, page: Extract<Page, { of: "search" }>, field: string): PageRows {
  if (page.note !== "") return withNote(config, page);
  if (page.found.length === 0) return rowsOf(field === "" ? [] : [row("Nothing has it.")]);
  return found(config, page);
}

function found(config: Config, page: Extract<Page, { of: "search" }>): PageRows {
  return {
    count: page.found.length,
    at: (index) => {
      const node = page.found[index]?.node;
      return node === undefined ? row("") : hit(config, node);
    },
  };
}

function withNote(config: Config, page: Extract<Page, { of: "search" }>): PageRows {
  const below = found(config, page);
  const note: PageRow = { spans: [span(page.note, "bad")], target: null };
  return { count: below.count + 1, at: (index) => (index === 0 ? note : below.at(index - 1)) };
}

function hit(config: Config, node: MenuNode): PageRow {
  const { symbol } = node;
  const name = symbol?.name ? symbolName(symbol) : `(${node.kind})`;
  const value = symbol?.name ? `=${shownValue(config.stringValue(symbol))}` : "";
  const prompt = node.prompt === null ? "" : `  ${nodeTitle(node)}`;
  const path = nodePath(node);
  return {
    spans: [span(name, "link"), span(value + prompt), span(path === "" ? "" : `  ${path}`, "dim")],
    target: { to: "node", node },
  };
}
