import type { Config, MenuNode } from "kconfig-parser";
import { choiceListHeight } from "../layout.js";
import { clampPosition } from "../list.js";
import type { Model } from "../model.js";
import type { ChoiceScreen } from "../screens.js";

/** The rows of a choice: its values and comments, as far as they can be chosen now. */
export function choiceRows(config: Config, choice: MenuNode, showAll: boolean): MenuNode[] {
  return choice.children.filter((child) =>
    showAll ? child.prompt !== null : config.isNodeVisible(child) && child.prompt !== null,
  );
}

/** The page of a choice, with the cursor on the value in force. */
export function openChoice(model: Model, choice: MenuNode): ChoiceScreen {
  const rows = choiceRows(model.config, choice, model.showAll);
  const chosen = choice.symbol === null ? null : model.config.choiceSelection(choice.symbol);
  const index = Math.max(
    0,
    rows.findIndex((row) => row.symbol !== null && row.symbol === chosen),
  );
  const height = choiceListHeight(model.size, rows.length, model.look.pane);
  return {
    kind: "choice",
    choice,
    position: clampPosition({ index, top: 0 }, rows.length, height),
    button: 0,
  };
}
