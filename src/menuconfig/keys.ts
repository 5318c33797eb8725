/** Keys of the keyboard that send no text, by one name each. */
export type KeyName =
  | "up"
  | "down"
  | "left"
  | "right"
  | "home"
  | "end"
  | "pageup"
  | "pagedown"
  | "insert"
  | "delete"
  | "backspace"
  | "enter"
  | "tab"
  | "backtab"
  /** ESC ESC. */
  | "escape"
  /** One ESC, and nothing for a while: a key on its own, or the start of one that comes slowly over a bad line. */
  | "lone-escape"
  /** A second ESC soon after such a one: ESC ESC of a slow hand, if the first did nothing. */
  | "late-escape"
  | `f${number}`;

/** One press of a key, or one paste. Terminals' escape sequences are decoded before anything here sees them. */
export type Key =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "named"; readonly name: KeyName }
  | { readonly kind: "ctrl"; readonly letter: string }
  | { readonly kind: "paste"; readonly text: string };

/** What a mouse did on a cell of the screen, counted from 0. */
export interface Mouse {
  readonly kind: "mouse";
  readonly action: "press" | "wheel-up" | "wheel-down";
  readonly x: number;
  readonly y: number;
}

export const mouse = (action: Mouse["action"], x: number, y: number): Mouse => ({
  kind: "mouse",
  action,
  x,
  y,
});
export const named = (name: KeyName): Key => ({ kind: "named", name });
export const char = (text: string): Key => ({ kind: "char", char: text });
export const ctrl = (letter: string): Key => ({ kind: "ctrl", letter });
export const paste = (text: string): Key => ({ kind: "paste", text });

/** The name of a named key, or "" for every other key: for `switch` statements. */
export function nameOf(key: Key): KeyName | "" {
  return key.kind === "named" ? key.name : "";
}

/** The typed character, or "" when the key is not one. */
export function charOf(key: Key): string {
  return key.kind === "char" ? key.char : "";
}
