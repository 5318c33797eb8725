import type { Command } from "../commands.js";
import { commandOf, type Keymap } from "../keymap.js";
import type { Key } from "../keys.js";
import { clampPosition, type ListPosition, moveBy, pageBy } from "../list.js";

/** What a key for moving does to a list's cursor; null when the key is none of these. */
export function moveKey(
  keymap: Keymap,
  key: Key,
  position: ListPosition,
  count: number,
  height: number,
): ListPosition | null {
  const command = commandOf(keymap, key);
  return command === null ? null : moveCommand(command, position, count, height);
}

/** What a command for moving does to a list's cursor; null when the command is none of these. */
export function moveCommand(
  command: Command,
  position: ListPosition,
  count: number,
  height: number,
): ListPosition | null {
  switch (command) {
    case "up":
      return moveBy(-1, position, count, height);
    case "down":
      return moveBy(1, position, count, height);
    case "page-up":
      return pageBy(-1, position, count, height);
    case "page-down":
      return pageBy(1, position, count, height);
    case "half-up":
      return moveFar(-1, position, count, height);
    case "half-down":
      return moveFar(1, position, count, height);
    case "first":
      return clampPosition({ index: 0, top: 0 }, count, height);
    case "last":
      return clampPosition({ index: count - 1, top: count }, count, height);
    default:
      return null;
  }
}

/** Half a window, window and cursor alike. */
function moveFar(step: 1 | -1, position: ListPosition, count: number, height: number): ListPosition {
  const by = step * Math.max(1, Math.floor(height / 2));
  const { index, top } = clampPosition(position, count, height);
  return clampPosition({ index: index + by, top: top + by }, count, height);
}
