import type { Frame } from "../frame.js";
import { centredRect } from "../layout.js";
import type { Model } from "../model.js";
import type { InputScreen } from "../screens.js";
import { sourceLine } from "../sources.js";
import { cells, wrap } from "../text.js";
import { INPUT_BUTTONS } from "../update/input.js";
import { background, buttons, frame } from "./dialog.js";

export function viewInput(model: Model, screen: InputScreen): Frame {
  const canvas = background(model);
  const width = model.size.columns - 5;
  const hint = wrap(screen.hint, width - 4).slice(0, 4);
  // What a repository says of the text so far.
  const source = sourceLine(model);
  const rect = centredRect(model.size, width, hint.length + (source === "" ? 7 : 8));
  frame(canvas, rect, screen.title);
  for (const [i, line] of hint.entries()) canvas.put(rect.x + 2, rect.y + 1 + i, line, "dialog");
  const box = { x: rect.x + 2, y: rect.y + 1 + hint.length, width: rect.width - 4, height: 3 };
  canvas.box(box, "field");
  canvas.put(box.x, box.y + 3, source.slice(0, box.width), "dialog");
  // The field shows the part of the text around the cursor; a character may be shown by another of its width.
  const room = box.width - 3;
  const before = cells(screen.text.slice(0, screen.cursor));
  const after = cells(screen.text.slice(screen.cursor));
  const from = Math.max(0, before.length - room);
  canvas.put(box.x + 1, box.y + 1, (before + after).slice(from, from + room), "field");
  const active = buttons(canvas, rect, INPUT_BUTTONS, screen.focus);
  const cursor = screen.focus < 0 ? { x: box.x + 1 + before.length - from, y: box.y + 1 } : active;
  return canvas.frame(cursor);
}
