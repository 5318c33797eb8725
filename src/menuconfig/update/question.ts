import { charOf, type Key, nameOf } from "../keys.js";
import { type Model, pop, replaceTop, type Step } from "../model.js";
import type { QuestionScreen } from "../screens.js";
import { cycleButton } from "./buttons.js";
import { answerKeep } from "./keep.js";
import { answerKeepSaved, withoutKeeping } from "./keep-saved.js";
import { answerLeave } from "./leave.js";
import { answerOverwrite } from "./overwrite.js";
import { answerSolving } from "./solving.js";
import { openTree } from "./trees.js";

export function updateQuestion(model: Model, screen: QuestionScreen, key: Key): Step {
  const button = cycleButton(key, screen.button, screen.buttons.length);
  if (button !== null) return { model: replaceTop(model, { ...screen, button }), effects: [] };
  const name = nameOf(key);
  if (name === "escape" && screen.purpose.ask === "keep-saved") return withoutKeeping(model);
  if (name === "escape" && screen.purpose.ask === "solving") return answerSolving(model, 1);
  if (name === "escape") return { model: pop(model), effects: [] };
  if (name === "enter" || charOf(key) === " ") return answer(model, screen, screen.button);
  const letter = charOf(key).toLowerCase();
  const named =
    letter === "" ? -1 : screen.buttons.findIndex((text) => text.toLowerCase().startsWith(letter));
  return named < 0 ? { model, effects: [] } : answer(model, screen, named);
}

function answer(model: Model, screen: QuestionScreen, button: number): Step {
  const back = pop(model);
  const { purpose } = screen;
  switch (purpose.ask) {
    case "leave":
      return answerLeave(model, button);
    case "overwrite":
      return answerOverwrite(model, purpose, screen.buttons[button] ?? "");
    case "open-tree":
      return button === 0 ? openTree(back, purpose.id, true) : { model: back, effects: [] };
    case "solving":
      return answerSolving(model, button);
    case "keep-saved":
      return answerKeepSaved(model, purpose, button);
    case "keep-changes":
      return answerKeep(back, purpose.id, button);
  }
}
