import type { Config, KconfigTree, KSymbol } from "kconfig-parser";
import { selectors, unmetSymbols } from "../item-note.js";
import { symbolName } from "../labels.js";
import type { Model } from "../model.js";
import { type PageRow, row, rowsOf, span, type Target } from "../page.js";
import { display, wrap } from "../text.js";
import type { PageContent } from "./content.js";

/** What was wrong when the configuration was read, and what is wrong now, with a way to each option that is named. */
export function problemsPage(model: Model, width: number): PageContent {
  const { config } = model;
  const { problems } = model.memory;
  const rows = problems.flatMap((text) => problemRows(config.tree, text, width));
  const unmet = unmetSymbols(config);
  if (unmet.length > 0) {
    if (rows.length > 0) rows.push(row(""));
    rows.push(row("Selected although their own dependencies say no:"));
  }
  for (const symbol of unmet) rows.push(unmetRow(config, symbol));
  return {
    title: title(problems.length, unmet.length),
    hint: ["Enter goes to the option of a warning; Esc Esc comes back, and leaves."],
    buttons: ["Go", "Why", "Exit"],
    rows: rowsOf(rows.length === 0 ? [row("Nothing was wrong.")] : rows),
  };
}

function title(problems: number, unmet: number): string {
  if (problems > 0 || unmet === 0) return `Warnings while reading the configuration: ${problems}`;
  return `What is wrong: ${unmet}`;
}

function unmetRow(config: Config, symbol: KSymbol): PageRow {
  return {
    spans: [
      span("  "),
      span(symbolName(symbol), "link"),
      span(`, selected by ${selectors(config, symbol).join(", ")}`),
    ],
    target: { to: "symbol", symbol },
  };
}

function problemRows(tree: KconfigTree, text: string, width: number): PageRow[] {
  const symbol = symbolIn(tree, text);
  const target: Target | null = symbol === null ? null : { to: "symbol", symbol };
  return wrap(display(text), width).map((line) => ({ spans: parts(line, symbol), target }));
}

function parts(line: string, symbol: KSymbol | null): PageRow["spans"] {
  const name = symbol?.name ?? "";
  const at = name === "" ? -1 : line.indexOf(name);
  if (at < 0) return [span(line)];
  return [span(line.slice(0, at)), span(name, "link"), span(line.slice(at + name.length))];
}

/** The first word of a message that is an option's name. File names and plain words are none. */
export function symbolIn(tree: KconfigTree, text: string): KSymbol | null {
  const { prefix } = tree.dialect;
  for (const [word] of text.matchAll(/[A-Za-z0-9_]+/g)) {
    if (!/[A-Z_]/.test(word)) continue;
    const symbol =
      tree.symbol(word) ??
      (prefix !== "" && word.startsWith(prefix) ? tree.symbol(word.slice(prefix.length)) : undefined);
    if (symbol !== undefined && symbol.nodes.length > 0) return symbol;
  }
  return null;
}
