import type { Frame } from "./frame.js";
import { isTooSmall } from "./layout.js";
import { type Model, topScreen } from "./model.js";
import { wrap } from "./text.js";
import { Canvas } from "./view/canvas.js";
import { viewChoice } from "./view/choice.js";
import { viewInput } from "./view/input.js";
import { viewMenu } from "./view/menu.js";
import { viewPage } from "./view/page.js";
import { viewQuestion } from "./view/question.js";
import { viewText } from "./view/text.js";
import { viewWait } from "./view/wait.js";
import { tooSmall } from "./words.js";

/** The whole screen of a state. Reads the configuration's values, changes nothing. */
export function view(model: Model): Frame {
  if (isTooSmall(model.size)) return viewTooSmall(model);
  const screen = topScreen(model);
  switch (screen.kind) {
    case "menu":
      return viewMenu(model, screen);
    case "choice":
      return viewChoice(model, screen);
    case "input":
      return viewInput(model, screen);
    case "text":
      return viewText(model, screen);
    case "question":
      return viewQuestion(model, screen);
    case "wait":
      return viewWait(model, screen);
    case "page":
      return viewPage(model, screen);
  }
}

function viewTooSmall(model: Model): Frame {
  const canvas = new Canvas(model.size, "screen");
  const lines = wrap(tooSmall(model.size), Math.max(1, model.size.columns));
  for (const [y, line] of lines.entries()) canvas.put(0, y, line, "screen");
  return canvas.frame({ x: 0, y: 0 });
}
