import { costLine } from "../cost.js";
import type { Frame } from "../frame.js";
import { centredRect } from "../layout.js";
import type { Model } from "../model.js";
import type { QuestionScreen } from "../screens.js";
import { cells, wrap } from "../text.js";
import { background, buttons, frame } from "./dialog.js";

export function viewQuestion(model: Model, screen: QuestionScreen): Frame {
  const canvas = background(model);
  const cost = screen.purpose.ask === "leave" ? costLine(model.cost) : "";
  const lines = wrap(cost === "" ? screen.text : `${screen.text}\n${cells(cost)}`, 64);
  const rect = centredRect(model.size, 70, lines.length + 5);
  frame(canvas, rect, "");
  for (const [i, line] of lines.entries()) canvas.put(rect.x + 3, rect.y + 1 + i, line, "dialog");
  const cursor = buttons(canvas, rect, screen.buttons, screen.button);
  return canvas.frame(cursor);
}
