import { char, ctrl, type Key, type KeyName, type Mouse, named, paste } from "../keys.js";
import { readEscape } from "./escape-sequence.js";

/** How long an ESC waits for the rest of a sequence, in ms: short enough to feel at once. */
export const ESCAPE_TIMEOUT = 40;
/** The same at the other end of a line that may be slow. */
export const REMOTE_ESCAPE_TIMEOUT = 400;
/** How long after an ESC that was taken for a key of its own the rest of a sequence may still come, in ms. */
const LATE_REST = 2000;
/** How long a paste without an end is waited for, in ms. */
const PASTE_TIMEOUT = 2000;
/**
 * A second ESC within this time, in ms, belongs to the first. Longer than hands that know mconf take, shorter than
 * those take that close a dialog and then mean the menu below.
 */
export const DOUBLE_ESCAPE = 600;

const PASTE_END = "\x1b[201~";

/**
 * Turns what a terminal sends into keys. Sequences may be cut anywhere between two reads. Keeps no timer and reads no
 * clock: the caller says what time it is, and calls `expire` when `timeout` ms have passed without a byte.
 */
export class KeyDecoder {
  /** Bytes not understood yet, one a character. */
  private pending = "";
  private pasting = false;
  private lastEscape = Number.NEGATIVE_INFINITY;

  /** @param escapeTimeout how long a lone ESC is waited with, in ms */
  constructor(private readonly escapeTimeout: number = ESCAPE_TIMEOUT) {}

  /** Milliseconds to wait for more bytes before `expire`; null when nothing is waited for. */
  get timeout(): number | null {
    if (this.pasting) return PASTE_TIMEOUT;
    return this.pending === "" ? null : this.escapeTimeout;
  }

  feed(bytes: Uint8Array, now: number): (Key | Mouse)[] {
    const idle = this.pending === "";
    this.pending += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    // The ESC in front of this was given up too early: the rest must not act as letters.
    if (
      idle &&
      !this.pasting &&
      now - this.lastEscape < LATE_REST &&
      /^(\[|O[A-DFHP-S])/.test(this.pending)
    ) {
      this.pending = `\x1b${this.pending}`;
      this.lastEscape = Number.NEGATIVE_INFINITY;
    }
    return this.decode(now, false);
  }

  /** Nothing more came: what waits is all there is. */
  expire(now: number): (Key | Mouse)[] {
    return this.decode(now, true);
  }

  private decode(now: number, final: boolean): (Key | Mouse)[] {
    const keys: (Key | Mouse)[] = [];
    while (this.pending !== "") {
      if (this.pasting) {
        const text = this.takePaste(final);
        if (text === null) break;
        keys.push(paste(text));
        continue;
      }
      const first = this.pending.charCodeAt(0);
      if (first === 0x1b) {
        if (!this.takeEscape(keys, now, final)) break;
      } else if (first < 0x80) {
        this.pending = this.pending.slice(1);
        keys.push(asciiKey(first));
      } else if (!this.takeUtf8(keys, final)) break;
    }
    if (final && this.pasting) this.pasting = false;
    return keys;
  }

  /** The text up to the mark that ends a paste; null while the mark has not come. */
  private takePaste(final: boolean): string | null {
    const end = this.pending.indexOf(PASTE_END);
    if (end < 0 && !final) return null;
    const bytes = end < 0 ? this.pending : this.pending.slice(0, end);
    this.pending = end < 0 ? "" : this.pending.slice(end + PASTE_END.length);
    this.pasting = false;
    return Buffer.from(bytes, "latin1").toString("utf8");
  }

  /** One escape sequence, or ESC itself. False: the rest of it has not come yet. */
  private takeEscape(keys: (Key | Mouse)[], now: number, final: boolean): boolean {
    const read = readEscape(this.pending, final);
    if (read === "incomplete") return false;
    this.pending = this.pending.slice(read.length);
    switch (read.means) {
      case "paste":
        this.pasting = true;
        break;
      case "key":
        keys.push(named(read.name));
        break;
      case "mouse":
        keys.push(read.mouse);
        break;
      case "double-escape":
        this.lastEscape = Number.NEGATIVE_INFINITY;
        keys.push(named("escape"));
        break;
      case "escape":
        if (now - this.lastEscape < DOUBLE_ESCAPE) {
          this.lastEscape = Number.NEGATIVE_INFINITY;
          keys.push(named("late-escape"));
        } else {
          this.lastEscape = now;
          keys.push(named("lone-escape"));
        }
        break;
      case "nothing":
        break;
    }
    return true;
  }

  /** One character beyond ASCII. False: its last bytes have not come yet. Bytes that are no UTF-8 are dropped. */
  private takeUtf8(keys: (Key | Mouse)[], final: boolean): boolean {
    const first = this.pending.charCodeAt(0);
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
    const bytes = /^[\s\S][\x80-\xbf]*/.exec(this.pending)?.[0].slice(0, length) ?? "";
    if (bytes.length < length && bytes.length === this.pending.length && !final) return false;
    this.pending = this.pending.slice(bytes.length);
    const text = Buffer.from(bytes, "latin1").toString("utf8");
    if (length > 1 && !text.includes("\ufffd")) keys.push(char(text));
    return true;
  }
}

const CONTROLS: Readonly<Record<number, KeyName>> = {
  8: "backspace",
  9: "tab",
  10: "enter",
  13: "enter",
  127: "backspace",
};

function asciiKey(code: number): Key {
  const name = CONTROLS[code];
  if (name !== undefined) return named(name);
  return code < 0x20 ? ctrl(String.fromCharCode(code + 0x60)) : char(String.fromCharCode(code));
}
