/**
 * Where the cursor stands in a list of which a window is shown. `index` counts from the start of the list,
 * `top` is the first row shown. The moves are those of mconf: the window scrolls before its edge is reached.
 */
export interface ListPosition {
  readonly index: number;
  readonly top: number;
}

export const LIST_START: ListPosition = { index: 0, top: 0 };

/** Brings a position into a list of `count` rows and a window of `height` rows. */
export function clampPosition(position: ListPosition, count: number, height: number): ListPosition {
  if (count <= 0) return LIST_START;
  const index = Math.min(Math.max(position.index, 0), count - 1);
  const lastTop = Math.max(0, count - height);
  let top = Math.min(Math.max(position.top, 0), lastTop);
  if (index < top) top = index;
  // A cursor below the window lands in its middle, so that the rows after it show as well.
  if (index >= top + height) top = Math.min(lastTop, index - Math.floor(height / 2));
  return { index, top };
}

/** Moves by one row; scrolls when fewer than two rows are left beyond the cursor. */
export function moveBy(step: 1 | -1, position: ListPosition, count: number, height: number): ListPosition {
  const { index, top } = clampPosition(position, count, height);
  const row = index - top;
  const shown = Math.min(height, count);
  if (step < 0) {
    if (row < 2 && top > 0) return { index: index - 1, top: top - 1 };
    return { index: Math.max(index - 1, 0), top };
  }
  if (row > shown - 3 && top + shown < count) return { index: index + 1, top: top + 1 };
  return { index: Math.max(0, Math.min(index + 1, count - 1)), top };
}

/** Moves by a window: the window scrolls as far as it can, and only what is left over moves the cursor in it. */
export function pageBy(step: 1 | -1, position: ListPosition, count: number, height: number): ListPosition {
  const { index, top } = clampPosition(position, count, height);
  const row = index - top;
  const shown = Math.min(height, count);
  const scroll = Math.min(shown, step < 0 ? top : Math.max(0, count - shown - top));
  const rest = shown - scroll;
  const newTop = top + step * scroll;
  const newRow = step < 0 ? Math.max(0, row - rest) : Math.min(Math.max(0, shown - 1), row + rest);
  return { index: newTop + newRow, top: newTop };
}
