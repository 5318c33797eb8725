import { findHotkey } from "../hotkey.js";
import { commandOf } from "../keymap.js";
import { charOf, type Key, nameOf } from "../keys.js";
import { choiceListHeight } from "../layout.js";
import { clampPosition, type ListPosition } from "../list.js";
import { type Model, pop, push, replaceTop, type Step } from "../model.js";
import type { ChoiceScreen } from "../screens.js";
import { display } from "../text.js";
import { cycleButton } from "./buttons.js";
import { helpScreen } from "./help.js";
import { choiceRows } from "./open-choice.js";
import { runCommand } from "./run-command.js";
import { moveKey } from "./scroll.js";

export const CHOICE_BUTTONS = ["Select", "Help"] as const;

export function updateChoice(model: Model, screen: ChoiceScreen, key: Key): Step {
  const rows = choiceRows(model.config, screen.choice, model.showAll);
  const height = choiceListHeight(model.size, rows.length, model.look.pane);
  const position = clampPosition(screen.position, rows.length, height);
  const node = rows[position.index];
  const at = (to: ListPosition): Step => ({
    model: replaceTop(model, { ...screen, position: to }),
    effects: [],
  });

  const moved = moveKey(model.look.keymap, key, position, rows.length, height);
  if (moved !== null) return at(moved);
  const button = cycleButton(key, screen.button, CHOICE_BUTTONS.length);
  if (button !== null) return { model: replaceTop(model, { ...screen, button }), effects: [] };
  const shown = rows.slice(position.top, position.top + height).map((row) => display(row.prompt ?? ""));
  const letter = charOf(key);
  const row = findHotkey(shown, position.index - position.top, letter);
  if (row >= 0) return at({ index: position.top + row, top: position.top });

  const name = nameOf(key);
  const help = letter === "?" || letter.toLowerCase() === "h" || (name === "enter" && screen.button === 1);
  if (help) return { model: push(model, helpScreen(model, node)), effects: [] };
  if (letter === " " || name === "enter") {
    const symbol = node?.symbol;
    const choice = screen.choice.symbol;
    if (!symbol || !choice) return { model, effects: [] };
    return { model: pop(model), effects: [{ type: "edit", edit: { kind: "choose", symbol, choice } }] };
  }
  if (name === "escape" || "ex".includes(letter.toLowerCase() || " "))
    return { model: pop(model), effects: [] };
  // The keys that mconf leaves alone mean what they mean elsewhere; letters are for the rows.
  const command = /^[a-z]$/i.test(letter) ? null : commandOf(model.look.keymap, key);
  const done = command === null ? null : runCommand(at(position).model, command, node ?? null);
  return done ?? { model, effects: [] };
}
