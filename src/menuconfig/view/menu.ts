import type { Frame } from "../frame.js";
import { itemNote } from "../item-note.js";
import { besideWidth, MENU_HINT_ROWS, menuListHeight, pageRect, paneHeight, panePlace } from "../layout.js";
import type { Model } from "../model.js";
import type { MenuScreen } from "../screens.js";
import { shownItems } from "../shown-items.js";
import { display, wrap } from "../text.js";
import { MENU_BUTTONS, menuPosition } from "../update/menu.js";
import { MENU_HINT } from "../words.js";
import { background, buttons, frame } from "./dialog.js";
import { list } from "./list.js";
import { besideRect, helpOf, infoOf, viewPane } from "./pane.js";

/** Cells between a list's frame and its rows; on a wide screen the rows move towards the middle. */
function listIndent(width: number): number {
  return width >= 80 ? Math.floor((width - 70) / 2) : 4;
}

export function viewMenu(model: Model, screen: MenuScreen): Frame {
  const canvas = background(model);
  const rect = pageRect(model.size);
  frame(canvas, rect, display(screen.page.prompt ?? "Main menu"));
  for (const [i, line] of wrap(MENU_HINT, rect.width - 4)
    .slice(0, MENU_HINT_ROWS)
    .entries()) {
    canvas.put(rect.x + 2, rect.y + 1 + i, line, "dialog");
  }
  const items = shownItems(model, screen.page, screen.all);
  const { names, pane } = model.look;
  const place = panePlace(model.size, pane);
  const height = menuListHeight(model.size, pane);
  const position = menuPosition(screen, items, height);
  const inner = {
    x: rect.x + 2,
    y: rect.y + 1 + MENU_HINT_ROWS,
    width: place === "beside" ? besideWidth(rect.width - 4) : rect.width - 4,
    height: height + 2,
  };
  // Notes are for the rows on the screen only: finding out who selects what takes its time.
  const isOn = (i: number): boolean => i >= position.top && i < position.top + height;
  const rows = items.map((item, i) =>
    isOn(i) ? item.text + itemNote(model.config, item, names) : item.text,
  );
  const cursor = list(canvas, inner, rows, position, place === "beside" ? 4 : listIndent(inner.width - 2));
  const node = items[position.index]?.node ?? null;
  if (place === "below") {
    viewPane(canvas, { ...inner, y: inner.y + inner.height, height: paneHeight(model.size) }, helpOf(node));
  } else if (place === "beside") {
    viewPane(canvas, besideRect(rect, inner), infoOf(model, node));
  }
  const active = buttons(canvas, rect, MENU_BUTTONS, screen.button);
  return canvas.frame(items.length === 0 ? active : cursor);
}
