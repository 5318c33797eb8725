import type { Frame } from "../frame.js";
import { centredRect, pageRect, textHeight, textWidth } from "../layout.js";
import type { Model } from "../model.js";
import type { TextScreen } from "../screens.js";
import { longestLine } from "../text.js";
import { background, buttons, frame } from "./dialog.js";

export function viewText(model: Model, screen: TextScreen): Frame {
  const canvas = background(model);
  const longest = Math.max(screen.title.length + 2, longestLine(screen.lines));
  const rect = screen.small
    ? centredRect(model.size, Math.max(30, longest + 4), screen.lines.length + 4)
    : pageRect(model.size);
  const width = screen.small ? rect.width - 4 : textWidth(model.size);
  const height = screen.small ? rect.height - 4 : textHeight(model.size);
  frame(canvas, rect, screen.title);
  const last = Math.max(0, screen.lines.length - height);
  const top = Math.min(screen.top, last);
  for (let i = 0; i < height; i++) {
    const line = screen.lines[top + i] ?? "";
    canvas.put(rect.x + 2, rect.y + 1 + i, line.slice(screen.left, screen.left + width), "dialog");
  }
  if (last > 0) {
    const percent = `(${Math.round((100 * (top + height)) / screen.lines.length)}%)`;
    canvas.put(rect.x + rect.width - percent.length - 3, rect.y + rect.height - 3, percent, "title");
  }
  const cursor = buttons(canvas, rect, ["Exit"], 0);
  return canvas.frame(cursor);
}
