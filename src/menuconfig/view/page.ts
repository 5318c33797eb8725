import type { Frame } from "../frame.js";
import { FIELD_ROWS, pageListHeight, pageRect } from "../layout.js";
import { clampPosition } from "../list.js";
import type { Model } from "../model.js";
import type { PageRow, PageScreen } from "../page.js";
import { cells } from "../text.js";
import { contentOf } from "../update/page-content.js";
import type { Canvas } from "./canvas.js";
import { background, buttons, frame } from "./dialog.js";

/** A page of rows in colours, with a text field above them where it has one. */
export function viewPage(model: Model, screen: PageScreen): Frame {
  const canvas = background(model);
  const rect = pageRect(model.size);
  const { title, hint, rows, buttons: names } = contentOf(model, screen);
  const { field } = screen;
  const height = pageListHeight(model.size, hint.length, field !== null);
  const position = clampPosition(screen.position, rows.count, height);
  frame(canvas, rect, title);
  const width = rect.width - 4;
  const x = rect.x + 2;
  for (const [i, line] of hint.entries()) canvas.put(x, rect.y + 1 + i, line.slice(0, width), "dialog");
  let y = rect.y + 1 + hint.length;
  const inField = field !== null && !screen.inList;
  let cursor = { x: x + 1, y };
  if (field !== null) {
    cursor = viewField(canvas, { x, y, width, height: FIELD_ROWS }, field);
    y += FIELD_ROWS;
  }
  canvas.box({ x, y, width, height: height + 2 }, "item");
  for (let i = 0; i < Math.min(height, rows.count - position.top); i++) {
    const index = position.top + i;
    const selected = index === position.index && !inField;
    canvas.hit({ x: x + 1, y: y + 1 + i, width: width - 2, on: "row", index });
    viewRow(canvas, x + 2, y + 1 + i, width - 4, rows.at(index), selected);
  }
  if (position.top > 0) canvas.put(x + 2, y, "↑(-)", "arrow");
  if (position.top + height < rows.count) canvas.put(x + 2, y + height + 1, "↓(+)", "arrow");
  const active = buttons(canvas, rect, names, screen.button);
  if (inField) return canvas.frame(cursor);
  return canvas.frame(rows.count === 0 ? active : { x: x + 2, y: y + 1 + position.index - position.top });
}

function viewRow(canvas: Canvas, x: number, y: number, width: number, row: PageRow, selected: boolean): void {
  let at = 0;
  for (const { text, role } of row.spans) {
    const shown = text.slice(0, Math.max(0, width - at));
    canvas.put(x + at, y, shown, selected ? "selected" : role);
    at += shown.length;
  }
  if (selected && at === 0) canvas.put(x, y, " ", "selected");
}

/** The field shows the part of its text around the cursor. Gives where the hardware cursor belongs. */
function viewField(
  canvas: Canvas,
  box: { x: number; y: number; width: number; height: number },
  field: NonNullable<PageScreen["field"]>,
): { x: number; y: number } {
  canvas.box(box, "field");
  const room = box.width - 3;
  const before = cells(field.text.slice(0, field.cursor));
  const after = cells(field.text.slice(field.cursor));
  const from = Math.max(0, before.length - room);
  canvas.put(box.x + 1, box.y + 1, (before + after).slice(from, from + room), "field");
  return { x: box.x + 1 + before.length - from, y: box.y + 1 };
}
