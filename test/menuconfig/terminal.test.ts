import { once } from "node:events";
import { PassThrough } from "node:stream";
import xterm from "@xterm/headless";
import { afterEach, describe, expect, it } from "vitest";
import { runMenus } from "../../src/menuconfig/run.js";
import { openTerminal } from "../../src/menuconfig/terminal/blessed-terminal.js";
import { ESCAPE_TIMEOUT } from "../../src/menuconfig/terminal/key-decoder.js";
import { terminalName } from "../../src/menuconfig/terminal/term-name.js";
import { Menus } from "./support.js";

const UTF8 = { LANG: "C.UTF-8", TERM: "xterm-256color" };

/** A tty in memory: what is written goes through a real terminal emulator. */
class MemoryTty {
  readonly input = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => (this.raw = raw) });
  readonly output: PassThrough & { columns: number; rows: number };
  readonly screen: xterm.Terminal;
  raw = false;
  written = "";

  constructor(columns = 80, rows = 24) {
    this.screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.output = Object.assign(new PassThrough(), { columns, rows });
    this.output.on("data", (data: Buffer) => {
      this.written += data.toString();
      this.screen.write(data);
    });
  }

  /** Waits until the emulator has worked off everything written so far. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => this.screen.write("", resolve));
  }

  get lines(): string[] {
    const { active } = this.screen.buffer;
    return Array.from({ length: this.screen.rows }, (_, y) =>
      (active.getLine(y)?.translateToString() ?? "").trimEnd(),
    );
  }

  cell(x: number, y: number) {
    const cell = this.screen.buffer.active.getLine(y)?.getCell(x);
    if (cell === undefined) throw new Error(`no cell at ${x},${y}`);
    return cell;
  }

  get cursor(): { x: number; y: number } {
    const { cursorX: x, cursorY: y } = this.screen.buffer.active;
    return { x, y };
  }

  async press(bytes: string): Promise<void> {
    this.input.write(Buffer.from(bytes));
    await this.settle();
  }
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function start(tty: MemoryTty, env: Record<string, string> = UTF8) {
  const menus = new Menus({ columns: tty.output.columns, rows: tty.output.rows });
  const terminal = openTerminal({ input: tty.input, output: tty.output, env });
  closers.push(() => {
    // Whoever still runs ends as when the terminal goes away.
    tty.input.emit("end");
    terminal.close();
  });
  const ended = runMenus(menus.model, terminal, menus.files);
  return { menus, terminal, ended };
}

describe("the menus on a terminal", () => {
  it("shows what the view says, with the hardware cursor on the selected row", async () => {
    const tty = new MemoryTty();
    const { menus } = start(tty);
    await tty.settle();
    expect(tty.lines).toEqual(menus.lines);
    expect(tty.cursor).toEqual(menus.frame.cursor);
    await tty.press("\x1b[B");
    expect(tty.cursor).toEqual(menus.press("<down>").frame.cursor);
    expect(tty.lines).toEqual(menus.lines);
  });

  it("colours the selected row by palette index", async () => {
    const tty = new MemoryTty();
    start(tty);
    await tty.settle();
    const { x, y } = tty.cursor;
    expect(tty.cell(x, y).isBgPalette()).toBe(true);
    expect(tty.cell(x, y).getBgColor()).toBe(4);
    expect(tty.cell(x, y + 1).getBgColor()).toBe(7);
  });

  it.each([{ NO_COLOR: "1" }, { MENUCONFIG_COLOR: "mono" }])(
    "uses no colour under %j, and still marks the row",
    async (env) => {
      const tty = new MemoryTty();
      start(tty, { ...UTF8, ...env });
      await tty.settle();
      const { x, y } = tty.cursor;
      expect(tty.cell(x, y).isInverse()).toBeTruthy();
      expect(tty.cell(x, y + 1).isInverse()).toBeFalsy();
      for (let row = 0; row < 24; row++) {
        for (let column = 0; column < 80; column++) {
          expect(tty.cell(column, row).isFgDefault() && tty.cell(column, row).isBgDefault()).toBe(true);
        }
      }
    },
  );

  it.each([
    ["classic", { row: [15, 4], other: [0, 7], title: [11, 7] }],
    ["bluetitle", { row: [15, 4], other: [0, 7], title: [4, 7] }],
    ["blackbg", { row: [15, 3], other: [7, 0], title: [11, 0] }],
  ])("has mconf's colours of %s", async (name, { row, other, title }) => {
    const tty = new MemoryTty();
    start(tty, { ...UTF8, MENUCONFIG_COLOR: name });
    await tty.settle();
    const colours = (x: number, y: number): number[] => [
      tty.cell(x, y).getFgColor(),
      tty.cell(x, y).getBgColor(),
    ];
    const { x, y } = tty.cursor;
    // Beside the marked letter.
    expect(colours(x + 1, y)).toEqual(row);
    expect(colours(x + 8, y + 1)).toEqual(other);
    expect(colours((tty.lines[2] ?? "").indexOf("Fixture") + 1, 2)).toEqual(title);
  });

  it("uses bold for bright colours where there are eight", async () => {
    const tty = new MemoryTty();
    start(tty, { ...UTF8, TERM: "linux" });
    await tty.settle();
    const { x, y } = tty.cursor;
    expect(tty.cell(x + 1, y).getFgColor()).toBe(7);
    expect(tty.cell(x + 1, y).isBold()).toBeTruthy();
    expect(tty.cell(x + 1, y).getBgColor()).toBe(4);
  });

  it("draws with ASCII where the locale is not UTF-8", async () => {
    const tty = new MemoryTty();
    start(tty, { TERM: "vt100", LANG: "C" });
    await tty.settle();
    expect(tty.lines[2]).toMatch(/^ {2}\+-+ Fixture Configuration -+\+$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
    expect(tty.written).toMatch(/^[\x00-\x7f]*$/);
  });

  it("lays out again when the size changes", async () => {
    const tty = new MemoryTty();
    const { menus } = start(tty);
    await tty.settle();
    tty.output.columns = 120;
    tty.output.rows = 40;
    tty.screen.resize(120, 40);
    tty.output.emit("resize");
    await tty.settle();
    menus.send({ type: "resize", size: { columns: 120, rows: 40 } });
    expect(tty.lines).toEqual(menus.lines);
  });

  it("writes only the rows that changed", async () => {
    const tty = new MemoryTty();
    start(tty);
    await tty.settle();
    const before = tty.written.length;
    await tty.press("\x1b[B");
    expect(tty.written.length - before).toBeLessThan(before / 4);
  });

  it("draws once for keys that come in one piece", async () => {
    const one = new MemoryTty();
    start(one);
    await one.settle();
    const before = one.written.length;
    await one.press("\x1b[B".repeat(4) + "\x1b[A".repeat(3));
    const together = one.written.length - before;
    const other = new MemoryTty();
    start(other);
    await other.settle();
    const from = other.written.length;
    await other.press("\x1b[B");
    expect(one.lines).toEqual(other.lines);
    expect(together).toBe(other.written.length - from);
  });

  it("takes an arrow that comes in two reads for an arrow", async () => {
    const tty = new MemoryTty();
    const { menus } = start(tty);
    await tty.press("\x1b");
    await tty.press("[B");
    expect(tty.lines).toEqual(menus.press("<down>").lines);
  });
});

describe("the mouse", () => {
  const ON = "\x1b[?1000h\x1b[?1006h";
  const OFF = "\x1b[?1006l\x1b[?1000l";

  it("is asked for, and given back", async () => {
    const tty = new MemoryTty();
    const { menus, terminal } = start(tty);
    await tty.settle();
    expect(tty.written).toContain(ON);
    await tty.press(`\x1b[<0;20;${menus.frame.cursor.y + 2}M`);
    expect(tty.lines).toEqual(menus.press("<down>").lines);
    expect(tty.cursor).toEqual(menus.frame.cursor);
    terminal.close();
    await tty.settle();
    expect(tty.written).toContain(OFF);
  });

  it.each([{ MENUCONFIG_MOUSE: "0" }, { TERM: "linux" }, { TERM: "vt100" }])(
    "is left alone under %j",
    async (env) => {
      const tty = new MemoryTty();
      const { terminal } = start(tty, { ...UTF8, ...env });
      terminal.close();
      await tty.settle();
      expect(tty.written).not.toContain("\x1b[?1000");
    },
  );
});

describe("a line that is slow", () => {
  it("never takes the start of an arrow for leaving", async () => {
    const tty = new MemoryTty();
    const { menus } = start(tty);
    await tty.settle();
    tty.input.write(Buffer.from("\x1b"));
    // Longer than anybody waits for the rest.
    await new Promise((resolve) => setTimeout(resolve, 2 * ESCAPE_TIMEOUT));
    await tty.press("[B");
    expect(tty.lines).toEqual(menus.press("<down>").lines);
  });
});

describe("the terminal is put back", () => {
  const restored = (tty: MemoryTty): void => {
    expect(tty.raw).toBe(false);
    expect(tty.screen.buffer.active.type).toBe("normal");
    expect(tty.written.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(tty.written.lastIndexOf("\x1b[?2004h"));
  };

  it("when the menus are left", async () => {
    const tty = new MemoryTty();
    const { ended } = start(tty);
    await tty.settle();
    expect(tty.raw).toBe(true);
    expect(tty.screen.buffer.active.type).toBe("alternate");
    await tty.press("x");
    expect(await ended).toEqual({ by: "user", outcome: "unchanged", path: ".config" });
    await tty.settle();
    restored(tty);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)("on %s", async (signal) => {
    const tty = new MemoryTty();
    const { ended } = start(tty);
    await tty.press("a");
    process.kill(process.pid, signal);
    expect(await ended).toEqual({ by: "signal", signal, unsaved: false });
    await tty.settle();
    restored(tty);
  });

  it("on SIGINT, after the same question as Ctrl-C", async () => {
    const tty = new MemoryTty();
    const { ended } = start(tty);
    await tty.press("ay");
    const arrived = once(process, "SIGINT");
    process.kill(process.pid, "SIGINT");
    await arrived;
    await tty.settle();
    expect(tty.lines.join("\n")).toContain("Do you wish to save");
    process.kill(process.pid, "SIGINT");
    expect(await ended).toEqual({ by: "signal", signal: "SIGINT", unsaved: true });
    await tty.settle();
    restored(tty);
  });

  it("when something goes wrong inside", async () => {
    const tty = new MemoryTty();
    const { ended, menus } = start(tty);
    menus.files.saveOutcome = () => {
      throw new Error("a defect");
    };
    const failed = expect(ended).rejects.toThrow("a defect");
    await tty.press("ay\x1b\x1bx"); // ESC ESC asks; x is no answer
    await tty.press("y");
    await failed;
    await tty.settle();
    restored(tty);
  });

  it("leaves no listener behind", async () => {
    const count = () =>
      ["SIGINT", "SIGTERM", "SIGHUP", "exit", "uncaughtException"].map((e) => process.listenerCount(e));
    const first = start(new MemoryTty());
    first.terminal.close();
    const before = count();
    const tty = new MemoryTty();
    const { ended } = start(tty);
    await tty.press("x");
    await ended;
    expect(count()).toEqual(before);
  });
});

describe("the terminal's description", () => {
  it.each([
    [{ TERM: "tmux-256color" }, "xterm-256color"],
    [{ TERM: "screen-256color" }, "xterm-256color"],
    [{ TERM: "xterm-kitty" }, "xterm-256color"],
    [{ TERM: "foot" }, "xterm-256color"],
    [{ TERM: "alacritty" }, "xterm-256color"],
    [{ TERM: "tmux" }, "xterm-256color"],
    [{ TERM: "screen" }, "xterm-256color"],
    [{ TERM: "rxvt", COLORTERM: "truecolor" }, "xterm-256color"],
    [{ TERM: "linux" }, "linux"],
    [{ TERM: "vt100" }, "vt100"],
  ])("%j uses that of %s", (env, name) => {
    expect(terminalName(env)).toBe(name);
  });
});
