import type { MenuNode, Tri } from "kconfig-parser";
import { choiceValue, isChoiceChangeable } from "../choices.js";
import type { Command } from "../commands.js";
import { findHotkey } from "../hotkey.js";
import type { Item } from "../items.js";
import { commandOf } from "../keymap.js";
import { charOf, type Key } from "../keys.js";
import { menuListHeight } from "../layout.js";
import { clampPosition, type ListPosition } from "../list.js";
import { leftAt, visited } from "../memory.js";
import type { Edit, Effect } from "../messages.js";
import { type Model, menuScreen, pop, push, replaceTop, type Step, topScreen } from "../model.js";
import type { MenuScreen } from "../screens.js";
import { shownItems } from "../shown-items.js";
import { activeId } from "../trees.js";
import { helpScreen } from "./help.js";
import { inputForLoad, inputForSave, inputForValue } from "./input.js";
import { askToLeave } from "./leave.js";
import { openChoice } from "./open-choice.js";
import { runCommand } from "./run-command.js";
import { moveCommand } from "./scroll.js";

/** mconf's order of the buttons under a menu. */
export const MENU_BUTTONS = ["Select", "Exit", "Help", "Save", "Load"] as const;

/** Finds the row of the cursor again among today's rows: rows appear and vanish as values change. */
export function menuPosition(screen: MenuScreen, items: readonly Item[], height: number): ListPosition {
  const found = screen.node === null ? -1 : items.findIndex((item) => item.node === screen.node);
  const index = found >= 0 ? found : screen.position.index;
  return clampPosition({ index, top: screen.position.top }, items.length, height);
}

export function updateMenu(model: Model, screen: MenuScreen, key: Key): Step {
  const { keymap } = model.look;
  const command = commandOf(keymap, key);
  const letter = charOf(key);
  if (/^[a-z]$/i.test(letter) && (keymap.hotkeys || command === null)) {
    const { items, position, height } = placeOf(model, screen);
    const shown = items.slice(position.top, position.top + height).map((row) => row.text);
    const row = findHotkey(shown, position.index - position.top, letter);
    // Before the commands, as in mconf: a row whose letter is E takes E away from leaving.
    if (row >= 0) return moveTo(model, screen, items, { index: position.top + row, top: position.top });
  }
  return command === null ? still(model) : menuCommand(model, screen, command);
}

/** Does a command on the row under the cursor. */
export function menuCommand(model: Model, screen: MenuScreen, command: Command): Step {
  const { items, position, height } = placeOf(model, screen);
  const item = items[position.index];
  const moved = moveCommand(command, position, items.length, height);
  if (moved !== null) return moveTo(model, screen, items, moved);
  const buttons = MENU_BUTTONS.length;
  const turn = (step: number): Step =>
    still(replaceTop(model, { ...screen, button: (screen.button + buttons + step) % buttons }));

  // What is done next is done from this row, and comes back to it, and to Select among the buttons.
  const here = replaceTop(model, { ...screen, position, node: item?.node ?? null, button: 0 });
  switch (command) {
    case "next-button":
      return turn(1);
    case "previous-button":
      return turn(-1);
    case "press":
      return press(here, screen.button, item);
    case "enter":
      return select(here, item);
    case "back":
      return leavePage(here);
    case "yes":
      return edit(here, item, (symbol) => ({ kind: "yes", symbol }));
    case "no":
      return edit(here, item, (symbol) => ({ kind: "tri", symbol, value: 0 satisfies Tri }));
    case "module":
      return edit(here, item, (symbol) => ({ kind: "tri", symbol, value: 1 satisfies Tri }));
    case "toggle":
      if (item?.action === "menu") return still(enterMenu(noted(here, item.node), item.node));
      return edit(here, item, (symbol) => ({ kind: "toggle", symbol }));
    case "show-all":
      // Shown here alone: hidden again here alone.
      if (screen.all && !model.showAll) return still(replaceTop(here, { ...screen, all: false }));
      return runCommand(here, command, null) ?? still(model);
    default:
      return runCommand(here, command, item?.node ?? null) ?? still(model);
  }
}

interface Place {
  readonly items: readonly Item[];
  readonly position: ListPosition;
  readonly height: number;
}

function placeOf(model: Model, screen: MenuScreen): Place {
  const items = shownItems(model, screen.page, screen.all);
  const height = menuListHeight(model.size, model.look.pane);
  return { items, position: menuPosition(screen, items, height), height };
}

function moveTo(model: Model, screen: MenuScreen, items: readonly Item[], position: ListPosition): Step {
  return still(replaceTop(model, { ...screen, position, node: items[position.index]?.node ?? null }));
}

/** One was here: it is among the places to go back to. */
function noted(model: Model, node: MenuNode): Model {
  return { ...model, memory: visited(model.memory, node) };
}

function still(model: Model): Step {
  return { model, effects: [] };
}

function edit(model: Model, item: Item | undefined, make: (symbol: Edit["symbol"]) => Edit): Step {
  const symbol = item?.node.symbol;
  if (item?.action !== "toggle" || symbol === null || symbol === undefined) return still(model);
  if (symbol.isChoice && !isChoiceChangeable(model.config, symbol)) return still(model);
  const effect: Effect = { type: "edit", edit: make(symbol) };
  return { model: noted(model, item.node), effects: [effect] };
}

/** At its first row, as in mconf; with keys of another manner where one was, as their menus do it. */
function enterMenu(model: Model, node: MenuNode): Model {
  const place = model.look.keymap.hotkeys ? undefined : model.memory.places.get(node);
  return push(model, { ...menuScreen(node), ...place });
}

function leavePage(left: Model): Step {
  const top = topScreen(left);
  const model =
    top.kind === "menu"
      ? { ...left, memory: leftAt(left.memory, top.page, { node: top.node, position: top.position }) }
      : left;
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

/** As a page of its own, or, in mconf's single-menu mode, in its place; there a second time closes it. */
function openMenu(model: Model, node: MenuNode): Model {
  const { expanded } = model.look;
  if (expanded === null) return enterMenu(model, node);
  const open = new Set(expanded);
  if (!open.delete(node)) open.add(node);
  return { ...model, look: { ...model.look, expanded: open } };
}

function select(model: Model, item: Item | undefined): Step {
  if (item === undefined) return still(model);
  const { node } = item;
  const symbol = node.symbol;
  if (item.action === "menu") return still(openMenu(noted(model, node), node));
  if (symbol === null) return still(model);
  if (item.action === "value") {
    return still(push(noted(model, node), inputForValue(model.config, symbol, node)));
  }
  if (item.action !== "toggle") return still(model);
  if (symbol.isChoice) {
    const open = choiceValue(model.config, symbol) === 2;
    return still(open ? push(noted(model, node), openChoice(model, node)) : model);
  }
  return still(node.isMenuConfig ? enterMenu(noted(model, node), node) : model);
}
