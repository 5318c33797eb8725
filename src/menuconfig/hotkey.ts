/** The letters that are commands on every row, and so never hotkeys of one. */
const RESERVED = "ynmh";

/**
 * Where a row's hotkey stands in its text, or -1: the first letter that is no command and not inside brackets
 * (marks, values and `(NEW)` are).
 */
export function hotkeyIndex(text: string): number {
  let bracketed = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if ("<[({".includes(char)) bracketed = true;
    else if (">])}".includes(char)) bracketed = false;
    else if (!bracketed && /[A-Za-z]/.test(char) && !RESERVED.includes(char.toLowerCase())) return i;
  }
  return -1;
}

/**
 * The next of the rows shown whose hotkey is `letter`: after the cursor first, then from the top; -1 when none is.
 * Rows outside the window are not looked at: a letter that shows nowhere keeps its other meaning (`e`, `x`, `z`, `s`).
 */
export function findHotkey(shown: readonly string[], current: number, letter: string): number {
  const wanted = letter.toLowerCase();
  if (!/^[a-z]$/.test(wanted) || RESERVED.includes(wanted)) return -1;
  for (let step = 1; step <= shown.length; step++) {
    const row = (current + step) % shown.length;
    const text = shown[row] ?? "";
    if (text.charAt(hotkeyIndex(text)).toLowerCase() === wanted) return row;
  }
  return -1;
}
