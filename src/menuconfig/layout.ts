import { MINIMUM_SIZE, type Size } from "./model.js";

/** Sizes that both the view (to draw) and the update (to scroll by a page) must agree on. */

/** Lines above the dialogs: the title, the path of menus. */
export const HEADER_ROWS = 2;
/** Lines of hint text above a menu's list. */
export const MENU_HINT_ROWS = 4;
export const CHOICE_HINT_ROWS = 3;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The dialog that fills the screen: menus, help, search results. */
export function pageRect(size: Size): Rect {
  const width = size.columns - 5;
  return { x: Math.floor((size.columns - width) / 2), y: HEADER_ROWS, width, height: size.rows - 4 };
}

/** A dialog of a given inner height and width, in the middle of the screen. */
export function centredRect(size: Size, width: number, height: number): Rect {
  const w = Math.min(width, size.columns - 5);
  const h = Math.min(height, size.rows - 4);
  return {
    x: Math.floor((size.columns - w) / 2),
    y: Math.max(HEADER_ROWS, Math.floor((size.rows - h) / 2)),
    width: w,
    height: h,
  };
}

/** Lines that the box of a page's text field takes. */
export const FIELD_ROWS = 3;

/** Rows of the list on a page with so many lines of hint above it. */
export function pageListHeight(size: Size, hint: number, hasField: boolean): number {
  return Math.max(1, pageRect(size).height - hint - (hasField ? FIELD_ROWS : 0) - 6);
}

/** Cells of a row of such a list. */
export function pageListWidth(size: Size): number {
  return Math.max(10, pageRect(size).width - 8);
}

/** Columns from which on a menu and the help of its row stand side by side. */
const WIDE = 132;

/** Where the help of the row under the cursor is shown, if it is; `wanted` null: where there is room beside. */
export function panePlace(size: Size, wanted: boolean | null): "beside" | "below" | "nowhere" {
  const isWide = size.columns >= WIDE;
  if (!(wanted ?? isWide)) return "nowhere";
  return isWide ? "beside" : "below";
}

/** Rows of a menu's list, with or without help below it. */
export function menuListHeight(size: Size, pane: boolean | null): number {
  const below = panePlace(size, pane) === "below" ? paneHeight(size) : 0;
  return Math.max(1, pageRect(size).height - MENU_HINT_ROWS - 6 - below);
}

/** Lines of the help below a menu, with its frame: a third of what the list has without it. */
export function paneHeight(size: Size): number {
  return Math.max(4, Math.floor((pageRect(size).height - MENU_HINT_ROWS - 6) / 3));
}

/** Rows of a choice's list: as many as there are, at least six (with help beside it, fourteen), at most what fits. */
export function choiceListHeight(size: Size, count: number, pane: boolean | null): number {
  const most = Math.max(1, size.rows - 4 - CHOICE_HINT_ROWS - 6);
  const least = panePlace(size, pane) === "beside" ? 14 : 6;
  return Math.min(most, Math.max(least, count));
}

/** The list's part of the width where the help of its row stands beside it: rows are rarely longer. */
export function besideWidth(width: number): number {
  return Math.max(72, Math.floor(width * 0.55));
}

/** Lines of text on a help or results page. */
export function textHeight(size: Size): number {
  return Math.max(1, pageRect(size).height - 4);
}

/** Cells of text on a line of a help or results page. */
export function textWidth(size: Size): number {
  return pageRect(size).width - 4;
}

/** Too small for the frame: one sentence is drawn instead, and keys wait until there is room again. */
export function isTooSmall(size: Size): boolean {
  return size.columns < MINIMUM_SIZE.columns || size.rows < MINIMUM_SIZE.rows;
}
