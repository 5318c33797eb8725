import { commandOf } from "../keymap.js";
import { charOf, type Key, nameOf } from "../keys.js";
import { type Model, pop, replaceTop, type Step } from "../model.js";
import type { WaitScreen } from "../screens.js";
import { cycleButton } from "./buttons.js";
import { stopOpening, switchTree } from "./trees.js";

export const WAIT_BUTTONS = ["Back", "Stop"] as const;

/** A page that waits: back leaves it and lets the work go on, stop ends the work. */
export function updateWait(model: Model, screen: WaitScreen, key: Key): Step {
  const button = cycleButton(key, screen.button, WAIT_BUTTONS.length);
  if (button !== null) return { model: replaceTop(model, { ...screen, button }), effects: [] };
  const name = nameOf(key);
  const letter = charOf(key).toLowerCase();
  const command = commandOf(model.look.keymap, key);
  if (command === "next-tree") return switchTree(model, 1);
  if (command === "previous-tree") return switchTree(model, -1);
  const presses = name === "enter" || letter === " ";
  if (letter === "s" || (presses && screen.button === 1)) return stopOpening(model, screen.id);
  if (name === "escape" || letter === "b" || presses) return { model: pop(model), effects: [] };
  return { model, effects: [] };
}
