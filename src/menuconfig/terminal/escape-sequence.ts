import { type KeyName, type Mouse, mouse } from "../keys.js";

export type EscapeRead =
  | { readonly means: "key"; readonly name: KeyName; readonly length: number }
  | { readonly means: "mouse"; readonly mouse: Mouse; readonly length: number }
  | { readonly means: "paste" | "escape" | "double-escape" | "nothing"; readonly length: number };

const FINALS: Readonly<Record<string, KeyName>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  M: "enter",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "backtab",
};

const TILDES: Readonly<Record<string, KeyName>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};

/**
 * Reads the escape sequence at the start of `text` (ECMA-48 CSI, SS3, and the Linux console's `ESC [ [`).
 * "incomplete": wait for more, unless `final`. What is not known is taken whole and means nothing: CSI-u and answers of
 * the terminal must not leak digits that act as keys.
 */
export function readEscape(text: string, final: boolean): EscapeRead | "incomplete" {
  const second = text.charAt(1);
  if (second === "") return final ? { means: "escape", length: 1 } : "incomplete";
  if (second === "\x1b") return readTwoEscapes(text, final);
  if (second === "[") return readCsi(text, final);
  if (second === "O") {
    const last = text.charAt(2);
    if (last === "") return final ? { means: "nothing", length: 2 } : "incomplete";
    return key(FINALS[last], 3);
  }
  // Alt with a key: no key of ours. The key alone must not act, it was not pressed alone.
  return { means: "nothing", length: 2 };
}

/** ESC ESC is one answer, unless the second begins a sequence of its own (ESC, then an arrow). */
function readTwoEscapes(text: string, final: boolean): EscapeRead | "incomplete" {
  const third = text.charAt(2);
  if (third === "" && !final) return "incomplete";
  if (third === "[" || third === "O") return { means: "escape", length: 1 };
  return { means: "double-escape", length: 2 };
}

function readCsi(text: string, final: boolean): EscapeRead | "incomplete" {
  if (text.charAt(2) === "[") {
    const letter = /[A-E]/.exec(text.charAt(3))?.[0] ?? "";
    if (letter === "") return final || text.length > 3 ? { means: "nothing", length: 3 } : "incomplete";
    return { means: "key", name: `f${letter.charCodeAt(0) - 0x40}`, length: 4 };
  }
  const match = /^([0-?]*)[ -/]*([@-~]?)/.exec(text.slice(2));
  const length = 2 + (match?.[0].length ?? 0);
  const parameters = match?.[1] ?? "";
  const last = match?.[2] ?? "";
  if (last === "") {
    // Cut off, or broken by a byte that no sequence has: what came of it means nothing.
    return length < text.length || final ? { means: "nothing", length } : "incomplete";
  }
  const number = /^\d+/.exec(parameters)?.[0] ?? "";
  if (last === "~") return number === "200" ? { means: "paste", length } : key(TILDES[number], length);
  if (parameters.startsWith("<") && (last === "M" || last === "m")) {
    const read = readMouse(parameters.slice(1), last === "M");
    return read === null ? { means: "nothing", length } : { means: "mouse", mouse: read, length };
  }
  // The old report of a mouse, with three bytes behind it that are no keys.
  if (last === "M" && parameters === "") {
    const whole = length + 3;
    return text.length < whole && !final
      ? "incomplete"
      : { means: "nothing", length: Math.min(whole, text.length) };
  }
  // A leading < = > ? marks a report of the terminal, never a key. CSI M is a mouse report, not Enter.
  if (/^[<=>?]/.test(parameters) || last === "M") return { means: "nothing", length };
  return key(FINALS[last], length);
}

/** xterm's SGR report: button and modifiers, column and row from 1. The left button and the wheel; no motion. */
function readMouse(parameters: string, pressed: boolean): Mouse | null {
  const [button = -1, column = 0, row = 0] = parameters.split(";").map(Number);
  const [x, y] = [column - 1, row - 1];
  // 4, 8 and 16 are Shift, Alt and Ctrl; Shift with a button is the terminal's own, for marking text.
  const which = button & ~0b11100;
  if (which === 64) return mouse("wheel-up", x, y);
  if (which === 65) return mouse("wheel-down", x, y);
  return pressed && which === 0 ? mouse("press", x, y) : null;
}

function key(name: KeyName | undefined, length: number): EscapeRead {
  return name === undefined ? { means: "nothing", length } : { means: "key", name, length };
}
