import type { Frame } from "../frame.js";
import { pageRect, textHeight, textWidth } from "../layout.js";
import type { Model } from "../model.js";
import type { WaitScreen } from "../screens.js";
import { cells, wrap } from "../text.js";
import { WAIT_BUTTONS } from "../update/wait.js";
import { WAIT_HINT } from "../words.js";
import { background, buttons, frame } from "./dialog.js";

/** What is being done to open a tree: the last lines of it. */
export function viewWait(model: Model, screen: WaitScreen): Frame {
  const canvas = background(model);
  const rect = pageRect(model.size);
  const slot = model.trees.find((each) => each.id === screen.id);
  frame(canvas, rect, `Opening: ${slot?.title ?? ""}`);
  const hint = wrap(WAIT_HINT, textWidth(model.size));
  for (const [i, line] of hint.entries()) canvas.put(rect.x + 2, rect.y + 1 + i, line, "dialog");
  const room = textHeight(model.size) - hint.length - 1;
  const lines = slot?.is === "opening" ? slot.lines.slice(-room) : [];
  for (const [i, line] of lines.entries()) {
    const text = cells(line).slice(0, textWidth(model.size));
    canvas.put(rect.x + 2, rect.y + 2 + hint.length + i, text, "dialog");
  }
  return canvas.frame(buttons(canvas, rect, WAIT_BUTTONS, screen.button));
}
