import type { MenuNode } from "kconfig-parser";
import { symbolName } from "../labels.js";
import type { Rect } from "../layout.js";
import { decodeBytes, display, wrap } from "../text.js";
import { NO_HELP } from "../words.js";
import type { Canvas } from "./canvas.js";

/** The beginning of the help of the row under the cursor, in a frame below the menu. */
export function viewPane(canvas: Canvas, rect: Rect, node: MenuNode | null): void {
  canvas.box(rect, "dialog");
  const { symbol = null } = node ?? {};
  const title = symbol === null ? " Help " : ` ${symbolName(symbol)} `;
  canvas.put(rect.x + 2, rect.y, title.slice(0, rect.width - 4), "title");
  const help = node?.help ?? NO_HELP;
  const lines = decodeBytes(help)
    .trimEnd()
    .split("\n")
    .flatMap((line) => wrap(display(line), rect.width - 4));
  const room = rect.height - 2;
  for (const [i, line] of lines.slice(0, room).entries()) {
    const more = i === room - 1 && lines.length > room;
    canvas.put(rect.x + 2, rect.y + 1 + i, more ? `${line.slice(0, rect.width - 6)} …` : line, "dialog");
  }
}
