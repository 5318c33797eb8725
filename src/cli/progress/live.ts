/** Keeps the live view at the end of a terminal's output: lines that stay go above it, and it is drawn over itself. */
import { toAscii } from "../../menuconfig/terminal/ascii.js";

export interface Terminal {
  readonly columns: () => number;
  readonly rows: () => number;
  /** It shows more than ASCII. */
  readonly unicode: boolean;
  readonly write: (text: string) => void;
}

/**
 * The cursor is never hidden and no mode is set: however the process ends, the terminal is as it was. A frame is one
 * write, so that nothing flickers, and one that is not another one is not written.
 */
export class LiveArea {
  /** The lines on the screen, without colours, as wide as they are. */
  #shown: readonly string[] = [];
  #frame = "";

  constructor(readonly terminal: Terminal) {}

  /** Writes lines that stay, and the view below them. */
  draw(view: readonly string[], stay: readonly string[] = []): void {
    const frame = view.join("\n");
    if (stay.length === 0 && frame === this.#frame) return;
    const start = this.#shown.length > 0 ? `${this.#toStart()}\x1b[J` : "";
    const lines = stay.map((line) => `${line}\n`).join("");
    this.terminal.write(this.#encode(start + lines + frame));
    this.#shown = view.map((line) => withoutColours(line));
    this.#frame = frame;
  }

  /** Takes the view away, and leaves the cursor where it began. */
  clear(): void {
    if (this.#shown.length > 0) this.terminal.write(`${this.#toStart()}\x1b[J`);
    this.#shown = [];
    this.#frame = "";
  }

  /**
   * From the end of the view to its first line. A terminal that became narrower has broken the lines anew, so that they
   * take more rows than they were.
   */
  #toStart(): string {
    if (this.#shown.length === 0) return "";
    const columns = Math.max(1, this.terminal.columns());
    const rows = this.#shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
    return rows > 1 ? `\r\x1b[${rows - 1}A` : "\r";
  }

  #encode(text: string): string {
    // Only what is no ASCII: the codes of the terminal must pass.
    return this.terminal.unicode ? text : text.replace(/[^\0-\x7e]/g, (char) => toAscii(char));
  }
}

function withoutColours(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that paint() adds
  return line.replace(/\x1b\[\d+m/g, "");
}
