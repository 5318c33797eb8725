import type { KconfigTree } from "kconfig-parser";
import { Config, readConfiguration } from "kconfig-parser";
import {
  type Difference,
  differences,
  type Settings,
  settingsOf,
  settingsOfText,
  settingsThen,
} from "../compare.js";
import { nodeOf, nodeTitle, shownValue, symbolName } from "../labels.js";
import type { Model } from "../model.js";
import { type Page, type PageRow, row, rowsOf, span } from "../page.js";
import { cells } from "../text.js";
import type { PageContent } from "./content.js";

type DiffPage = Extract<Page, { of: "diff" }>;

/** What differs from something else: each setting with what it is there and here. */
export function diffPage(model: Model, page: DiffPage): PageContent {
  const { config } = model;
  const there = settingsThere(model, page);
  const all = there === null ? [] : differences(config.tree, there, settingsOf(config));
  const rows =
    there === null ? [row(`${cells(page.other?.name ?? "")}: there is no such file to read.`)] : entries(all);
  const against = nameOfOther(page);
  return {
    title: there === null ? "No file to compare with" : title(all.length, against),
    hint: [
      "What it is there -> what it is now. Revert: the value from there.",
      "Against: the saved file, the last load, the defconfig in turn.",
    ],
    buttons: ["Go", "Revert", "Against", "Why", "Exit"],
    rows: rowsOf(rows.length === 0 ? [row(`Nothing differs from ${against}.`)] : rows),
  };
}

function title(count: number, against: string): string {
  return `${count} ${count === 1 ? "difference" : "differences"} from ${against}`;
}

function nameOfOther(page: DiffPage): string {
  switch (page.against) {
    case "saved":
      return `the file ${cells(page.other?.name ?? "")}`;
    case "loaded":
      return "what was last loaded";
    case "defconfig":
      return page.other === null ? "the defaults" : `the defconfig ${cells(page.other.name)}`;
  }
}

function settingsThere(model: Model, page: DiffPage): Settings | null {
  const { tree } = model.config;
  switch (page.against) {
    case "loaded":
      return settingsThen(tree, model.memory.history.loaded);
    case "saved":
      return page.other === null || page.other.text === null ? null : settingsOfText(tree, page.other.text);
    case "defconfig":
      if (page.other === null) return settingsThen(tree, new Config(tree).user);
      return page.other.text === null ? null : settingsOfDefconfig(tree, page.other.text);
  }
}

/** A defconfig names only what is not a default: the rest follows from it. */
function settingsOfDefconfig(tree: KconfigTree, text: string): Settings {
  const config = new Config(tree);
  readConfiguration(config, text, "defconfig");
  return settingsOf(config);
}

/** What the user can set first; what follows from it by itself below. */
function entries(all: readonly Difference[]): PageRow[] {
  const own = all.filter(({ symbol }) => symbol.prompts.length > 0);
  const rest = all.filter(({ symbol }) => symbol.prompts.length === 0);
  if (rest.length === 0) return own.map(entry);
  return [
    ...own.map(entry),
    row(""),
    row("What nobody sets, and follows from the rest:"),
    ...rest.map(entry),
  ];
}

function entry(difference: Difference): PageRow {
  const { symbol, from, to } = difference;
  const node = nodeOf(symbol);
  const prompt = node?.prompt ? `  ${nodeTitle(node)}` : "";
  return {
    spans: [
      span(symbolName(symbol), "link"),
      span("  "),
      span(shownValue(from), "bad"),
      span(" -> "),
      span(shownValue(to), "good"),
      span(prompt, "dim"),
    ],
    target: { to: "difference", difference },
  };
}
