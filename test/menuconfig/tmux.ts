import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DEADLINE = 20_000;

/** Looks again and again until something holds; fails with what was waited for when it does not in time. */
export async function waitFor(
  holds: () => boolean,
  what: string,
  show: () => string = () => "",
): Promise<void> {
  const end = Date.now() + DEADLINE;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${DEADLINE} ms for ${what}; the screen was:\n${show()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A command in a real terminal, which tmux keeps. A server of its own: nobody's sessions are touched. */
export class Tmux {
  private static count = 0;

  private constructor(
    private readonly socket: string,
    private readonly dir: string,
  ) {}

  /** Runs the command between a line of the shell's and its exit code, with the tty's settings noted around it. */
  static async start(dir: string, command: string, size = { columns: 80, rows: 24 }): Promise<Tmux> {
    const script = join(dir, "run.sh");
    writeFileSync(
      script,
      `echo before the menus\nstty -g >before.tty\n${command}\ncode=$?\nstty -g >after.tty\necho exit code $code\nread wait\n`,
    );
    const tmux = new Tmux(`menus-${process.pid}-${Tmux.count++}`, dir);
    const { columns, rows } = size;
    const env = { ...process.env, LC_ALL: "C.UTF-8", NO_COLOR: "", TERM: "xterm-256color" };
    const words = ["-f", "/dev/null", "-u", "new-session", "-d", "-s", "menus", "-c", dir];
    execFileSync("tmux", ["-L", tmux.socket, ...words, "-x", `${columns}`, "-y", `${rows}`, "sh", script], {
      env,
    });
    return tmux;
  }

  private run(...words: string[]): string {
    return spawnSync("tmux", ["-L", this.socket, ...words], { encoding: "utf8" }).stdout;
  }

  screen(): string {
    return this.run("capture-pane", "-p", "-t", "menus");
  }

  /** The screen with its colours, as SGR sequences. */
  colours(): string {
    return this.run("capture-pane", "-p", "-e", "-t", "menus");
  }

  /** The text of the row on which the hardware cursor stands. */
  cursorRow(): string {
    const y = Number(this.run("display", "-p", "-t", "menus", "#{cursor_y}"));
    return this.screen().split("\n")[y] ?? "";
  }

  /** Waits until the hardware cursor stands on a row with this text. */
  async selects(text: string): Promise<void> {
    const show = (): string => this.screen();
    await waitFor(() => this.cursorRow().includes(text), `the cursor on "${text}"`, show);
  }

  /** Sends bytes as they are. */
  send(bytes: string): void {
    this.run("send-keys", "-t", "menus", "-H", ...[...Buffer.from(bytes)].map((byte) => byte.toString(16)));
  }

  /** Pastes as a terminal does: between marks, where the program asked for them. */
  paste(text: string): void {
    this.run("set-buffer", "--", text);
    this.run("paste-buffer", "-p", "-t", "menus");
  }

  /** Signals the program itself, not the shell around it. */
  signal(name: NodeJS.Signals): void {
    const shell = this.run("display", "-p", "-t", "menus", "#{pane_pid}").trim();
    const child = spawnSync("pgrep", ["-P", shell], { encoding: "utf8" }).stdout.trim();
    process.kill(Number(child), name);
  }

  async press(...keys: string[]): Promise<void> {
    this.run("send-keys", "-t", "menus", ...keys);
  }

  resize(columns: number, rows: number): void {
    this.run("resize-window", "-t", "menus", "-x", `${columns}`, "-y", `${rows}`);
  }

  async shows(text: string): Promise<void> {
    await waitFor(
      () => this.screen().replace(/\n/g, "").includes(text),
      `"${text}"`,
      () => this.screen(),
    );
  }

  /** Waits until the screen has not changed for a while: what a key did is then done. */
  async settles(quiet = 150): Promise<void> {
    let last = this.screen();
    let since = Date.now();
    await waitFor(() => {
      const now = this.screen();
      if (now !== last) [last, since] = [now, Date.now()];
      return Date.now() - since >= quiet;
    }, "a quiet screen");
  }

  /** `stty -g` before or after the command. */
  ttySettings(when: "before" | "after"): string {
    return readFileSync(join(this.dir, `${when}.tty`), "utf8");
  }

  end(): void {
    this.run("kill-server");
  }
}
