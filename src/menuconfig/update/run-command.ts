import type { KSymbol, MenuNode } from "kconfig-parser";
import type { Command } from "../commands.js";
import { panePlace } from "../layout.js";
import type { Effect } from "../messages.js";
import { type Model, push, type Step } from "../model.js";
import { fieldScreen, type Page } from "../page.js";
import { activeId } from "../trees.js";
import { bookmark } from "./bookmark.js";
import { helpScreen } from "./help.js";
import { inputForLoad, inputForSave, inputForWanted } from "./input.js";
import { keysScreen } from "./keys.js";
import { askToLeave } from "./leave.js";
import { notice } from "./notice.js";
import { openPage } from "./open-page.js";
import { searchScreen } from "./search.js";
import { lookForWays } from "./solving.js";
import { treeCommand } from "./tree-commands.js";

/**
 * Does a command that means the same on every page; null for those that are of a page itself (moving, changing a
 * row). `node` is what the cursor is on.
 */
export function runCommand(model: Model, command: Command, node: MenuNode | null): Step | null {
  const open = (screen: Parameters<typeof push>[1]): Step => ({ model: push(model, screen), effects: [] });
  const page = (what: Page): Step => ({ model: openPage(model, what), effects: [] });
  const does = (effect: Effect): Step => ({ model, effects: [effect] });
  const look = (change: Partial<Model["look"]>): Step => ({
    model: { ...model, look: { ...model.look, ...change } },
    effects: [],
  });
  switch (command) {
    case "quit":
      return askToLeave(model);
    case "help":
      return open(helpScreen(model, node ?? undefined));
    case "why":
      if (node === null) return nothingThere(model);
      return page(node.symbol ? { of: "why", symbol: node.symbol } : { of: "why-shown", node });
    case "fix":
      return node?.symbol ? fix(model, node.symbol, node) : nothingThere(model);
    case "undo":
    case "redo":
      return does({ type: command });
    case "reset":
      return node === null ? nothingThere(model) : page({ of: "reset", node });
    case "diff":
      return does({ type: "compare", against: "saved" });
    case "problems":
      return page({ of: "problems" });
    case "show-all":
      return { model: { ...model, showAll: !model.showAll }, effects: [] };
    case "show-names":
      return look({ names: !model.look.names });
    case "show-pane":
      return look({ pane: panePlace(model.size, model.look.pane) === "nowhere" });
    case "modified-only":
      return look({
        modifiedOnly: !model.look.modifiedOnly,
        notice: model.look.modifiedOnly ? "" : "Only what differs from the saved file is shown.",
      });
    case "search":
      return open(searchScreen());
    case "bookmark":
      return node === null ? nothingThere(model) : bookmark(model, node);
    case "bookmarks":
    case "recent":
      return page({ of: command });
    case "save":
      return open(inputForSave(activeId(model), model.path, false));
    case "load":
      return open(inputForLoad(model.path));
    case "keys":
      return open(keysScreen(model.look.keymap));
    case "commands":
      return open(fieldScreen({ of: "commands", at: node }));
    default:
      return treeCommand(model, command);
  }
}

function nothingThere(model: Model): Step {
  return notice(model, "There is no option under the cursor.");
}

/** Asks for fixes: for the value that the option most likely lacks, or for the one that is typed. */
export function fix(model: Model, symbol: KSymbol, node: MenuNode): Step {
  if (symbol.isChoice) return notice(model, "Open the choice, and ask for one of its values.");
  if (symbol.type !== "bool" && symbol.type !== "tristate") {
    return { model: push(model, inputForWanted(model.config, symbol, node)), effects: [] };
  }
  const value = model.config.triValue(symbol) === 2 ? "n" : "y";
  return lookForWays(model, symbol, value);
}
