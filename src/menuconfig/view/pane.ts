import type { MenuNode } from "kconfig-parser";
import { symbolName } from "../labels.js";
import type { Rect } from "../layout.js";
import type { Model } from "../model.js";
import { cells, decodeBytes, wrap } from "../text.js";
import { helpScreen } from "../update/help.js";
import { NO_HELP } from "../words.js";
import type { Canvas } from "./canvas.js";

/** What stands in a pane. */
export interface PaneText {
  readonly title: string;
  readonly lines: readonly string[];
}

/** More than fits on any screen is not looked at. */
const MOST = 200;

/** The help of the row under the cursor, as far as it goes. */
export function helpOf(node: MenuNode | null): PaneText {
  return {
    title: titleOf(node),
    lines: decodeBytes(node?.help ?? NO_HELP)
      .trimEnd()
      .split("\n")
      .map(cells),
  };
}

/** All that the help screen would say of the row under the cursor. */
export function infoOf(model: Model, node: MenuNode | null): PaneText {
  if (node === null || node.symbol === null) return helpOf(node);
  return { title: titleOf(node), lines: helpScreen(model, node).lines };
}

function titleOf(node: MenuNode | null): string {
  const { symbol = null } = node ?? {};
  return symbol === null ? "Help" : symbolName(symbol);
}

/** What is left of a dialog beside its list. */
export function besideRect(dialog: Rect, list: Rect): Rect {
  const x = list.x + list.width + 1;
  return { ...list, x, width: dialog.x + dialog.width - 2 - x };
}

/** A text in a frame, from its beginning; an ellipsis where it goes on. */
export function viewPane(canvas: Canvas, rect: Rect, { title, lines }: PaneText): void {
  canvas.box(rect, "dialog");
  canvas.put(rect.x + 2, rect.y, ` ${title} `.slice(0, rect.width - 4), "title");
  const width = rect.width - 4;
  const wrapped = lines
    .slice(0, MOST)
    .flatMap((line) => (line.length <= width ? [line] : wrapIndented(line, width)));
  const room = rect.height - 2;
  for (const [i, line] of wrapped.slice(0, room).entries()) {
    const more = i === room - 1 && wrapped.length > room;
    canvas.put(rect.x + 2, rect.y + 1 + i, more ? `${line.slice(0, width - 2)} …` : line, "dialog");
  }
}

/** Keeps the indentation of a line in the lines it is broken into. */
function wrapIndented(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0].slice(0, Math.floor(width / 2)) ?? "";
  return wrap(line.trimStart(), width - indent.length).map((part) => indent + part);
}
