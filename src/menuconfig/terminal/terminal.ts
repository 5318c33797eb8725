import type { Frame } from "../frame.js";
import type { Key, Mouse } from "../keys.js";
import type { Size } from "../model.js";

/** A terminal as the menus see it. `openTerminal` makes one; tests make their own. */
export interface Terminal {
  readonly size: Size;
  onKey(listener: (key: Key | Mouse) => void): void;
  onResize(listener: (size: Size) => void): void;
  /** The input ended: nobody is there to press a key. */
  onEnd(listener: () => void): void;
  /** Shows a frame; only rows that differ from what is shown are written. */
  draw(frame: Frame): void;
  /** Gives the terminal back to the shell until the process is continued (Ctrl-Z, fg). */
  suspend(): void;
  /** Puts everything back as it was found. May be called more than once. */
  close(): void;
}
