import type { Config, MenuNode } from "kconfig-parser";
import { conditionReport, why } from "kconfig-parser/explain";
import { nodeTitle, shownValue, symbolName } from "../labels.js";
import type { Model } from "../model.js";
import { type Page, rowsOf } from "../page.js";
import type { PageContent } from "./content.js";
import { type StatedCondition, WhyRows } from "./why-rows.js";

/** Why an option has its value, in words; what stands in the way is marked, and leads there. */
export function whyPage(model: Model, page: Extract<Page, { of: "why" }>, width: number): PageContent {
  const { symbol } = page;
  const report = why(model.config, symbol);
  return {
    title: `Why is ${symbolName(symbol)} ${shownValue(report.symbol.value)}?`,
    hint: [
      "Enter goes to the option of a line, Why explains it in turn.",
      "Fix: what would have to change. Esc Esc comes back.",
    ],
    buttons: ["Go", "Why", "Fix", "Exit"],
    rows: rowsOf(new WhyRows(model.config.tree, width).ofSymbol(symbol, report)),
  };
}

/** The same for what has no value: whether a menu or a comment is shown, and what that hangs on. */
export function whyShownPage(
  model: Model,
  page: Extract<Page, { of: "why-shown" }>,
  width: number,
): PageContent {
  const { config } = model;
  const { node } = page;
  const rows = new WhyRows(config.tree, width);
  return {
    title: `Why is "${nodeTitle(node)}" ${config.isNodeVisible(node) ? "" : "not "}shown?`,
    hint: ["Enter goes to the option of a line, Why explains it in turn."],
    buttons: ["Go", "Why", "Exit"],
    rows: rowsOf(rows.ofNode(node, config.isNodeVisible(node), conditionsOf(config, node))),
  };
}

function conditionsOf(config: Config, node: MenuNode): StatedCondition[] {
  const found: StatedCondition[] = [{ label: "depends on", condition: conditionReport(config, node.dep) }];
  for (let at: MenuNode | null = node; at !== null; at = at.parent) {
    if (at.visibility === null) continue;
    found.push({ label: "visible if", condition: conditionReport(config, at.visibility) });
  }
  return found;
}
