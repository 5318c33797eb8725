import { charOf, type Key, nameOf } from "../keys.js";
import { type Model, pop, push, type QuestionScreen, replaceTop, type Step } from "../model.js";
import { cycleButton } from "./buttons.js";
import { inputForSave } from "./input.js";

export function updateQuestion(model: Model, screen: QuestionScreen, key: Key): Step {
  const button = cycleButton(key, screen.button, screen.buttons.length);
  if (button !== null) return { model: replaceTop(model, { ...screen, button }), effects: [] };
  const name = nameOf(key);
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
  if (purpose.ask === "leave") {
    if (button === 1) return { model: back, effects: [{ type: "quit", outcome: "discarded" }] };
    return { model: back, effects: [{ type: "save", path: model.path, force: false, leave: true }] };
  }
  switch (button) {
    case 0:
      return {
        model: back,
        effects: [{ type: "save", path: purpose.path, force: true, leave: purpose.leave }],
      };
    case 1:
      return { model: push(back, inputForSave(purpose.path, purpose.leave)), effects: [] };
    default:
      return { model: back, effects: [] };
  }
}
