import type { Frame } from "../frame.js";
import { centredRect } from "../layout.js";
import type { Model, QuestionScreen } from "../model.js";
import { wrap } from "../text.js";
import { background, buttons, frame } from "./dialog.js";

export function viewQuestion(model: Model, screen: QuestionScreen): Frame {
  const canvas = background(model);
  const lines = wrap(screen.text, 64);
  const rect = centredRect(model.size, 70, lines.length + 5);
  frame(canvas, rect, "");
  for (const [i, line] of lines.entries()) canvas.put(rect.x + 3, rect.y + 1 + i, line, "dialog");
  const cursor = buttons(canvas, rect, screen.buttons, screen.button);
  return canvas.frame(cursor);
}
