import { hotkeyIndex } from "../hotkey.js";
import type { Rect } from "../layout.js";
import type { ListPosition } from "../list.js";
import type { Canvas } from "./canvas.js";

/**
 * A framed list with the cursor's row marked and arrows in the frame where rows are hidden. Returns where the
 * hardware cursor belongs.
 */
export function list(
  canvas: Canvas,
  rect: Rect,
  rows: readonly string[],
  position: ListPosition,
  left: number,
): { x: number; y: number } {
  canvas.box(rect, "item");
  const height = rect.height - 2;
  const width = rect.width - 2;
  for (let i = 0; i < Math.min(height, rows.length - position.top); i++) {
    const text = rows[position.top + i] ?? "";
    const selected = position.top + i === position.index;
    const room = width - left;
    const shown = text.length > room ? text.slice(0, room) : text;
    const y = rect.y + 1 + i;
    canvas.hit({ x: rect.x + 1, y, width, on: "row", index: position.top + i });
    if (selected) canvas.put(rect.x + 1, y, " ".repeat(width), "item");
    canvas.put(rect.x + 1 + left, y, shown, selected ? "selected" : "item");
    const key = hotkeyIndex(text);
    if (key >= 0 && key < shown.length) {
      canvas.put(rect.x + 1 + left + key, y, text.charAt(key), selected ? "selected-key" : "item-key");
    }
  }
  const markAt = rect.x + 1 + left;
  if (position.top > 0) canvas.put(markAt, rect.y, "↑(-)", "arrow");
  if (position.top + height < rows.length) canvas.put(markAt, rect.y + rect.height - 1, "↓(+)", "arrow");
  return { x: markAt + 1, y: rect.y + 1 + position.index - position.top };
}
