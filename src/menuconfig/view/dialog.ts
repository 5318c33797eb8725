import { HEADER_ROWS, type Rect } from "../layout.js";
import { menusTo, pathLine } from "../menu-path.js";
import type { Model } from "../model.js";
import { cells, display } from "../text.js";
import { Canvas } from "./canvas.js";
import { statusRow } from "./status.js";

/** Everything that all dialogs have: the screen behind, the title, the frame with its shadow, the row of buttons. */

/** A fresh screen: which file and which tree is open, and the path of menus to the page shown. */
export function background(model: Model): Canvas {
  const canvas = new Canvas(model.size, "screen");
  const title = display(model.config.tree.root.prompt ?? "Main menu");
  const head = `${cells(model.path)} - ${title}`;
  canvas.put(1, 0, head, "screen");
  canvas.hit({ x: 1, y: 0, width: head.length, on: "crumb", index: -1 });
  const width = model.size.columns - 2;
  const { text, crumbs } = pathLine(menusTo(model), width);
  const y = HEADER_ROWS - 1;
  canvas.put(1, y, text + "─".repeat(Math.max(0, width - text.length)), "screen");
  for (const { x, ...crumb } of crumbs) canvas.hit({ ...crumb, x: x + 1, y, on: "crumb" });
  statusRow(canvas, model);
  return canvas;
}

/** A dialog's frame: title in the upper edge, a line above the last but one row, a shadow. */
export function frame(canvas: Canvas, rect: Rect, title: string): void {
  const bottom = rect.y + rect.height - 1;
  canvas.box(rect, "dialog");
  canvas.put(rect.x, bottom - 2, `├${"─".repeat(rect.width - 2)}┤`, "border");
  for (let y = rect.y + 1; y <= bottom; y++) canvas.tint(rect.x + rect.width, y, 2, "shadow");
  canvas.tint(rect.x + 2, bottom + 1, rect.width, "shadow");
  const most = rect.width - 6;
  const shown = title.length > most ? `${title.slice(0, most - 1)}…` : title;
  if (shown !== "") {
    const x = rect.x + Math.floor((rect.width - shown.length - 2) / 2);
    canvas.put(x, rect.y, ` ${shown} `, "title");
  }
}

/** Draws the buttons in the last row of a dialog; says where the first letter of the active one stands. */
export function buttons(
  canvas: Canvas,
  rect: Rect,
  names: readonly string[],
  active: number,
): { x: number; y: number } {
  const longest = Math.max(6, ...names.map((name) => name.length));
  const labels = names.map((name) => {
    const before = Math.floor((longest - name.length) / 2);
    return `<${" ".repeat(before)}${name}${" ".repeat(longest - name.length - before)}>`;
  });
  // Many buttons stand closer together.
  const wide = labels.reduce((sum, label) => sum + label.length + 4, -4);
  const gap = wide > rect.width - 2 ? 1 : 4;
  const total = labels.reduce((sum, label) => sum + label.length + gap, -gap);
  const y = rect.y + rect.height - 2;
  let x = rect.x + Math.floor((rect.width - total) / 2);
  let cursor = { x, y };
  for (const [i, label] of labels.entries()) {
    const on = i === active;
    const key = label.search(/[A-Za-z]/);
    canvas.put(x, y, label, on ? "active" : "button");
    canvas.hit({ x, y, width: label.length, on: "button", index: i });
    canvas.put(x + key, y, label.charAt(key), on ? "active-key" : "button-key");
    if (on) cursor = { x: x + key, y };
    x += label.length + gap;
  }
  return cursor;
}
