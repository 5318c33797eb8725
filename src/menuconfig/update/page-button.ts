import type { MenuNode } from "kconfig-parser";
import { nodeOf } from "../labels.js";
import { type Model, pop, push, type Step, topScreen } from "../model.js";
import type { Against, PageRow, PageScreen } from "../page.js";
import type { PageButton } from "../pages/content.js";
import { bookmark } from "./bookmark.js";
import { follow } from "./follow.js";
import { keysScreen } from "./keys.js";
import { menuCommand } from "./menu.js";
import { notice } from "./notice.js";
import { openPage } from "./open-page.js";
import { fix, runCommand } from "./run-command.js";

const NEXT_AGAINST: Readonly<Record<Against, Against>> = {
  saved: "loaded",
  loaded: "defconfig",
  defconfig: "saved",
};

/** Presses a button of a page, with the cursor on a row. */
export function pressPageButton(
  model: Model,
  screen: PageScreen,
  row: PageRow | null,
  button: PageButton,
): Step {
  const { page } = screen;
  const target = row?.target ?? null;
  const still: Step = { model, effects: [] };
  switch (button) {
    case "Exit":
      return { model: pop(model), effects: [] };
    case "Help":
      return { model: push(model, keysScreen(model.look.keymap)), effects: [] };
    case "Go":
      // A line that leads nowhere: the page is left, as one that is only read.
      if (target === null) return page.of === "problems" ? { model: pop(model), effects: [] } : still;
      return follow(model, target);
    case "Search":
    case "Apply":
    case "Put back":
      return target === null ? still : follow(model, target);
    case "Run": {
      if (target?.to !== "command" || page.of !== "commands") return still;
      const below = pop(model);
      const top = topScreen(below);
      if (top.kind === "menu") return menuCommand(below, top, target.command);
      return runCommand(below, target.command, page.at) ?? { model: below, effects: [] };
    }
    case "Why": {
      const symbol = nodeAt(row)?.symbol ?? (page.of === "fix" ? page.symbol : null);
      if (symbol === null) return notice(model, "This line names no option.");
      return { model: openPage(model, { of: "why", symbol }), effects: [] };
    }
    case "Fix": {
      if (page.of !== "why") return still;
      const node = nodeOf(page.symbol);
      return node === null ? still : fix(model, page.symbol, node);
    }
    case "Revert":
      return revert(model, row);
    case "Against":
      if (page.of !== "diff") return still;
      return { model, effects: [{ type: "compare", against: NEXT_AGAINST[page.against] }] };
    case "Remove": {
      const node = nodeAt(row);
      return node === null ? still : bookmark(model, node);
    }
  }
}

/** The value from the other side of a comparison. */
function revert(model: Model, row: PageRow | null): Step {
  if (row?.target?.to !== "difference") return { model, effects: [] };
  const { symbol, from } = row.target.difference;
  return { model, effects: [{ type: "revert", symbol, to: from }] };
}

/** The entry that a row of a page is about. */
export function nodeAt(row: PageRow | null): MenuNode | null {
  const target = row?.target ?? null;
  if (target === null) return null;
  switch (target.to) {
    case "node":
      return target.node;
    case "symbol":
      return nodeOf(target.symbol);
    case "difference":
      return nodeOf(target.difference.symbol);
    default:
      return null;
  }
}
