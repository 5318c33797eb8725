import type { MenuNode } from "kconfig-parser";
import type { Model } from "../model.js";
import { searchIndex } from "../search/index-text.js";
import { parseQuery, runQuery } from "../search/query.js";
import { display } from "../text.js";

/** More are read by nobody, line by line. */
const MOST = 30;

/** What a search finds, the best first. */
export function plainHits(model: Model, text: string): MenuNode[] {
  const { tree } = model.config;
  const index = searchIndex(tree);
  index.prepare(Number.POSITIVE_INFINITY);
  const { found } = runQuery(index, parseQuery(text, ""));
  return found.slice(0, MOST).map(({ node }) => node);
}

/** A place in one line: what it says, its symbol and its value. */
export function hitLabel(model: Model, node: MenuNode): string {
  const { symbol } = node;
  const prompt = display(node.prompt ?? "");
  if (symbol === null || symbol.name === null) return prompt;
  return `${symbol.name}=${display(model.config.stringValue(symbol))} ${prompt}`.trim();
}
