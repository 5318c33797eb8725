import { PassThrough, type Readable, type Writable } from "node:stream";
// Not blessed as a whole: its widgets would be loaded, too.
import blessedProgram from "blessed/lib/program.js";
import type { Frame, Role } from "../frame.js";
import type { Key, Mouse } from "../keys.js";
import type { Size } from "../model.js";
import { toAscii } from "./ascii.js";
import { ESCAPE_TIMEOUT, KeyDecoder, REMOTE_ESCAPE_TIMEOUT } from "./key-decoder.js";
import "./lazy-capabilities.js";
import { hasMouse, isRemote, speaksUtf8, terminalName } from "./term-name.js";
import type { Terminal } from "./terminal.js";
import { chooseTheme, sgr } from "./theme.js";

/** What of a tty is used: those of the process, or streams of a test. */
export type TerminalInput = Readable & { setRawMode?(raw: boolean): unknown; readonly isRaw?: boolean };
export type TerminalOutput = Writable & { readonly columns?: number; readonly rows?: number };

export interface TerminalStreams {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What of blessed's program is used; its published types leave half of this out. */
interface Program {
  readonly tput: { readonly colors?: number };
  readonly put: Readonly<Record<string, (() => void) | undefined>>;
  /** Appends to the buffer that `flush` writes. */
  _write(text: string): void;
  flush(): void;
  cup(row: number, column: number): void;
  clear(): void;
  showCursor(): void;
  alternateBuffer(): void;
  normalBuffer(): void;
  destroy(): void;
}

/** How long a stop may take to happen, in ms. */
const STOP_DELAY = 100;

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";
/** Presses and the wheel, with coordinates in digits. */
const MOUSE_ON = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF = "\x1b[?1006l\x1b[?1000l";

/**
 * Takes the terminal: raw keys, the other screen. blessed's program gives the terminal's own sequences for that and
 * for the cursor; it never sees the input, because it has no timeout for ESC and takes pastes for keys.
 */
export function openTerminal(streams: TerminalStreams): Terminal {
  return new BlessedTerminal(streams);
}

class BlessedTerminal implements Terminal {
  private readonly program: Program;
  private readonly decoder: KeyDecoder;
  private readonly mouse: boolean;
  private readonly looks: Readonly<Record<Role, string>>;
  private readonly ascii: boolean;
  private timer: NodeJS.Timeout | undefined;
  /** What stands on the screen, row for row, as it was written. */
  private shown: string[] = [];
  private entered = false;
  private closed = false;
  private keyListener: (key: Key | Mouse) => void = () => {};
  private resizeListener: (size: Size) => void = () => {};
  private endListener: () => void = () => {};

  constructor(private readonly streams: TerminalStreams) {
    const options = {
      // Its input is a stream on which nothing ever comes.
      input: new PassThrough(),
      output: streams.output,
      terminal: terminalName(streams.env),
      tput: true,
      buffer: true,
      zero: true,
    };
    this.program = blessedProgram(options) as Program;
    const colours = this.program.tput.colors ?? 0;
    const theme = chooseTheme(streams.env, colours);
    this.looks = Object.fromEntries(
      Object.entries(theme).map(([role, look]) => [role, sgr(look, colours)]),
    ) as Record<Role, string>;
    this.ascii = !speaksUtf8(streams.env);
    this.mouse = hasMouse(streams.env);
    this.decoder = new KeyDecoder(isRemote(streams.env) ? REMOTE_ESCAPE_TIMEOUT : ESCAPE_TIMEOUT);
    this.enter();
    streams.input.on("data", this.onData);
    streams.input.on("end", this.onInputEnd);
    streams.output.on("resize", this.onOutputResize);
  }

  get size(): Size {
    return { columns: this.streams.output.columns ?? 80, rows: this.streams.output.rows ?? 24 };
  }

  onKey(listener: (key: Key | Mouse) => void): void {
    this.keyListener = listener;
  }

  onResize(listener: (size: Size) => void): void {
    this.resizeListener = listener;
  }

  onEnd(listener: () => void): void {
    this.endListener = listener;
  }

  draw(frame: Frame): void {
    if (this.closed) return;
    const { columns } = this.size;
    for (const [y, spans] of frame.rows.entries()) {
      let row = "";
      for (const { text, role } of spans) row += this.looks[role] + (this.ascii ? toAscii(text) : text);
      if (this.shown[y] === row) continue;
      this.shown[y] = row;
      this.program.cup(y, 0);
      this.program._write(`${row}\x1b[m`);
    }
    this.program.cup(frame.cursor.y, Math.min(frame.cursor.x, columns - 1));
    this.program.flush();
  }

  suspend(): void {
    if (this.closed) return;
    const resume = (): void => {
      clearTimeout(notStopped);
      process.off("SIGCONT", resume);
      if (this.closed || this.entered) return;
      this.enter();
      this.shown = [];
      this.resizeListener(this.size);
    };
    process.once("SIGCONT", resume);
    this.leave();
    // Without a shell that could continue us (ssh HOST COMMAND, a container) the system drops the signal: go on then.
    const notStopped = setTimeout(resume, STOP_DELAY);
    // To the whole group, as the terminal itself would: a wrapper (npm, make) stops with us.
    process.kill(0, "SIGTSTP");
  }

  close(): void {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.streams.input.off("data", this.onData);
    this.streams.input.off("end", this.onInputEnd);
    this.streams.output.off("resize", this.onOutputResize);
    this.leave();
    this.closed = true;
    this.streams.input.pause();
    this.program.destroy();
  }

  private enter(): void {
    this.entered = true;
    this.streams.input.setRawMode?.(true);
    this.streams.input.resume();
    this.program.alternateBuffer();
    this.put("keypad_xmit");
    this.program._write(PASTE_ON);
    if (this.mouse) this.program._write(MOUSE_ON);
    this.program.clear();
    this.program.showCursor();
    this.program.flush();
  }

  private leave(): void {
    if (!this.entered) return;
    this.entered = false;
    this.program._write(`\x1b[m${this.mouse ? MOUSE_OFF : ""}${PASTE_OFF}`);
    // Where there is no other screen the cursor must not stay in the middle of the old one.
    this.program.cup(this.size.rows - 1, 0);
    this.put("keypad_local");
    this.program.showCursor();
    this.program.normalBuffer();
    this.program.flush();
    this.streams.input.setRawMode?.(false);
  }

  /** A terminfo capability by name; nothing where the terminal has none. */
  private put(capability: string): void {
    this.program.put[capability]?.();
  }

  private readonly onData = (bytes: Buffer): void => {
    clearTimeout(this.timer);
    this.emit(this.decoder.feed(bytes, Date.now()));
    const { timeout } = this.decoder;
    if (timeout === null || this.closed) return;
    this.timer = setTimeout(() => this.emit(this.decoder.expire(Date.now())), timeout);
  };

  private readonly onInputEnd = (): void => this.endListener();

  private readonly onOutputResize = (): void => {
    // Everything is drawn again: terminals move and cut their rows when their size changes.
    this.shown = [];
    this.program._write("\x1b[m");
    this.program.clear();
    this.resizeListener(this.size);
  };

  private emit(keys: readonly (Key | Mouse)[]): void {
    for (const key of keys) {
      if (this.closed) return;
      this.keyListener(key);
    }
  }
}
