import type { Tri } from "kconfig-parser";
import { findHotkey } from "../hotkey.js";
import { type Item, menuItems } from "../items.js";
import { commandOf } from "../keymap.js";
import { charOf, type Key, nameOf } from "../keys.js";
import { menuListHeight } from "../layout.js";
import { clampPosition, type ListPosition } from "../list.js";
import {
  type Edit,
  type Effect,
  type MenuScreen,
  type Model,
  menuScreen,
  pop,
  push,
  replaceTop,
  type Step,
} from "../model.js";
import { mconfKeys } from "../presets/mconf.js";
import { activeId } from "../trees.js";
import { cycleButton } from "./buttons.js";
import { helpScreen } from "./help.js";
import { inputForLoad, inputForSave, inputForSearch, inputForValue } from "./input.js";
import { askToLeave } from "./leave.js";
import { openChoice } from "./open-choice.js";
import { moveKey } from "./scroll.js";
import { treeCommand } from "./tree-commands.js";

/** mconf's order of the buttons under a menu. */
export const MENU_BUTTONS = ["Select", "Exit", "Help", "Save", "Load"] as const;

/** Finds the row of the cursor again among today's rows: rows appear and vanish as values change. */
export function menuPosition(screen: MenuScreen, items: readonly Item[], height: number): ListPosition {
  const found = screen.node === null ? -1 : items.findIndex((item) => item.node === screen.node);
  const index = found >= 0 ? found : screen.position.index;
  return clampPosition({ index, top: screen.position.top }, items.length, height);
}

export function updateMenu(model: Model, screen: MenuScreen, key: Key): Step {
  const items = menuItems(model.config, screen.page, model.showAll);
  const height = menuListHeight(model.size);
  const position = menuPosition(screen, items, height);
  const item = items[position.index];
  const at = (to: ListPosition): Step =>
    still(replaceTop(model, { ...screen, position: to, node: items[to.index]?.node ?? null }));

  const moved = moveKey(key, position, items.length, height);
  if (moved !== null) return at(moved);
  const button = cycleButton(key, screen.button, MENU_BUTTONS.length);
  if (button !== null) return still(replaceTop(model, { ...screen, button }));

  const letter = charOf(key);
  const shown = items.slice(position.top, position.top + height).map((row) => row.text);
  const row = findHotkey(shown, position.index - position.top, letter);
  // Before the commands, as in mconf: a row whose letter is E takes E away from leaving.
  if (row >= 0) return at({ index: position.top + row, top: position.top });

  // What is done next is done from this row, and comes back to it, and to Select among the buttons.
  const here = replaceTop(model, { ...screen, position, node: item?.node ?? null, button: 0 });
  const ofTrees = treeCommand(here, commandOf(mconfKeys, key));
  if (ofTrees !== null) return ofTrees;
  if (nameOf(key) === "enter") return press(here, screen.button, item);
  if (nameOf(key) === "escape") return leavePage(here);
  switch (letter.toLowerCase()) {
    case "y":
    case "s":
      return edit(here, item, (symbol) => ({ kind: "yes", symbol }));
    case "n":
      return edit(here, item, (symbol) => ({ kind: "tri", symbol, value: 0 satisfies Tri }));
    case "m":
      return edit(here, item, (symbol) => ({ kind: "tri", symbol, value: 1 satisfies Tri }));
    case " ":
      if (item?.action === "menu") return still(push(here, menuScreen(item.node)));
      return edit(here, item, (symbol) => ({ kind: "toggle", symbol }));
    case "?":
    case "h":
      return still(push(here, helpScreen(model, item?.node)));
    case "/":
      return still(push(here, inputForSearch()));
    case "z":
      return still({ ...here, showAll: !model.showAll });
    case "e":
    case "x":
      return leavePage(here);
    default:
      return still(model);
  }
}

function still(model: Model): Step {
  return { model, effects: [] };
}

function edit(model: Model, item: Item | undefined, make: (symbol: Edit["symbol"]) => Edit): Step {
  const symbol = item?.node.symbol;
  if (item?.action !== "toggle" || symbol === null || symbol === undefined) return still(model);
  const effect: Effect = { type: "edit", edit: make(symbol) };
  return { model, effects: [effect] };
}

function leavePage(model: Model): Step {
  return model.screens.length > 1 ? still(pop(model)) : askToLeave(model);
}

function press(model: Model, button: number, item: Item | undefined): Step {
  switch (MENU_BUTTONS[button]) {
    case "Exit":
      return leavePage(model);
    case "Help":
      return still(push(model, helpScreen(model, item?.node)));
    case "Save":
      return still(push(model, inputForSave(activeId(model), model.path, false)));
    case "Load":
      return still(push(model, inputForLoad(model.path)));
    default:
      return select(model, item);
  }
}

function select(model: Model, item: Item | undefined): Step {
  if (item === undefined) return still(model);
  const { node } = item;
  const symbol = node.symbol;
  if (item.action === "menu") return still(push(model, menuScreen(node)));
  if (symbol === null) return still(model);
  if (item.action === "value") return still(push(model, inputForValue(model.config, symbol, node)));
  if (item.action !== "toggle") return still(model);
  if (symbol.isChoice) {
    const open = model.config.triValue(symbol) === 2;
    return still(open ? push(model, openChoice(model, node)) : model);
  }
  return still(node.isMenuConfig ? push(model, menuScreen(node)) : model);
}
