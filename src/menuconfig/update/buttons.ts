import type { Key } from "../keys.js";

/** Left, Right and Tab go round the buttons; null when the key is none of these. */
export function cycleButton(key: Key, button: number, count: number): number | null {
  if (key.kind !== "named") return null;
  if (key.name === "right" || key.name === "tab") return (button + 1) % count;
  if (key.name === "left" || key.name === "backtab") return (button + count - 1) % count;
  return null;
}
