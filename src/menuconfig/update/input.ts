import { type Config, type KSymbol, type MenuNode, stringAllowed } from "kconfig-parser";
import { charOf, type Key, nameOf } from "../keys.js";
import { type Model, noteScreen, pop, push, replaceTop, type Step, textScreen } from "../model.js";
import type { InputScreen } from "../screens.js";
import { display, editableText, encodeBytes } from "../text.js";
import { LOAD_HINT, MENU_HELP, SAVE_HINT, valueHint } from "../words.js";
import { editField } from "./field.js";
import { helpScreen, textLines } from "./help.js";
import { saveEffect } from "./saving.js";
import { lookForWays } from "./solving.js";

export const INPUT_BUTTONS = ["Ok", "Help"] as const;

function input(part: Pick<InputScreen, "purpose" | "title" | "hint" | "text">): InputScreen {
  return { kind: "input", ...part, cursor: part.text.length, focus: -1 };
}

export function inputForValue(config: Config, symbol: KSymbol, node: MenuNode): InputScreen {
  return input({
    purpose: { for: "value", symbol, node },
    title: display(node.prompt ?? symbol.name ?? ""),
    hint: valueHint(symbol.type, config.range(symbol)),
    text: editableText(config.stringValue(symbol)),
  });
}

/** Asks for a value that cannot be set now, to find out what would have to change for it. */
export function inputForWanted(config: Config, symbol: KSymbol, node: MenuNode): InputScreen {
  const value = inputForValue(config, symbol, node);
  return {
    ...value,
    purpose: { for: "wanted", symbol, node },
    title: `Which value should it have? ${value.title}`,
    hint: `${value.hint} What would have to change for it is shown next.`,
  };
}

export const inputForSave = (tree: string, path: string, leave: boolean): InputScreen =>
  input({
    purpose: { for: "save", tree, leave },
    title: "Save the configuration",
    hint: SAVE_HINT,
    text: path,
  });

export const inputForLoad = (path: string): InputScreen =>
  input({ purpose: { for: "load" }, title: "Load a configuration", hint: LOAD_HINT, text: path });

export function updateInput(model: Model, screen: InputScreen, key: Key): Step {
  const to = (next: InputScreen): Step => ({ model: replaceTop(model, next), effects: [] });
  const name = nameOf(key);
  if (name === "escape") return { model: pop(model), effects: [] };
  if (name === "f1") return help(model, screen);
  if (name === "enter") return screen.focus === 1 ? help(model, screen) : accept(model, screen);
  // The field and the buttons stand in one circle: field, Ok, Help.
  const stops = INPUT_BUTTONS.length + 1;
  const turn = (step: number): Step =>
    to({ ...screen, focus: ((screen.focus + 1 + step + stops) % stops) - 1 });
  if (name === "tab" || name === "down") return turn(1);
  if (name === "backtab" || name === "up") return turn(-1);
  if (screen.focus >= 0) {
    if (name === "right") return turn(1);
    if (name === "left") return turn(-1);
    const letter = charOf(key).toLowerCase();
    if (letter === "o") return accept(model, screen);
    if (letter === "h" || letter === "?") return help(model, screen);
    if (letter === " ") return screen.focus === 1 ? help(model, screen) : accept(model, screen);
    return { model, effects: [] };
  }
  const edited = editField(screen.text, screen.cursor, key);
  return edited === null ? { model, effects: [] } : to({ ...screen, ...edited });
}

function help(model: Model, screen: InputScreen): Step {
  const { purpose } = screen;
  const page =
    purpose.for === "value" || purpose.for === "wanted"
      ? helpScreen(model, purpose.node)
      : textScreen(screen.title, [...textLines(screen.hint), "", ...textLines(MENU_HELP)]);
  return { model: push(model, page), effects: [] };
}

function accept(model: Model, screen: InputScreen): Step {
  const { purpose, text } = screen;
  const back = pop(model);
  switch (purpose.for) {
    case "value": {
      const bytes = encodeBytes(text);
      if (!stringAllowed(model.config, purpose.symbol, bytes)) {
        const note = noteScreen(
          "Not a valid value",
          `"${display(bytes)}" is not valid here.\n${screen.hint}`,
        );
        return { model: push(replaceTop(model, { ...screen, focus: -1 }), note), effects: [] };
      }
      return {
        model: back,
        effects: [{ type: "edit", edit: { kind: "string", symbol: purpose.symbol, text: bytes } }],
      };
    }
    case "wanted":
      return lookForWays(back, purpose.symbol, encodeBytes(text));
    case "save":
      if (text === "") return { model: back, effects: [] };
      return { model: back, effects: [saveEffect(purpose.tree, text, purpose.leave)] };
    case "load":
      return { model: back, effects: text === "" ? [] : [{ type: "load", path: text }] };
  }
}
