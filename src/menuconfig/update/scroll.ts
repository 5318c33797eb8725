import { charOf, type Key, nameOf } from "../keys.js";
import { clampPosition, type ListPosition, moveBy, pageBy } from "../list.js";

/** What a key for moving does to a list's cursor; null when the key is none of these. */
export function moveKey(
  key: Key,
  position: ListPosition,
  count: number,
  height: number,
): ListPosition | null {
  const name = nameOf(key);
  const char = charOf(key);
  if (name === "up" || char === "-") return moveBy(-1, position, count, height);
  if (name === "down" || char === "+") return moveBy(1, position, count, height);
  if (name === "pageup") return pageBy(-1, position, count, height);
  if (name === "pagedown") return pageBy(1, position, count, height);
  if (name === "home") return clampPosition({ index: 0, top: 0 }, count, height);
  if (name === "end") return clampPosition({ index: count - 1, top: count }, count, height);
  return null;
}
