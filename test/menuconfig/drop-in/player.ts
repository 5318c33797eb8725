import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "../tmux.js";
import { type DropInScript, scriptWords, WHOLE } from "./scripts.js";

/** A program with menus, and what it opens. */
export interface PlayedProgram {
  readonly command: string;
  readonly dir: string;
  /** Written as Kconfig beside the files; null: the command knows where its tree is. */
  readonly tree: string | null;
  readonly dialect: string;
  /** Words before those of the script. */
  readonly first?: string | undefined;
}

/** A tmux server that plays scripts into programs. Nothing sleeps: each word waits for what the screen shows. */
export class Player {
  private readonly socket = `drop-in-${process.pid}`;
  /** tmux leaves its sockets behind. */
  private sockets: string | null = null;
  private count = 0;

  /** Plays one script; the files that the program left, by name. */
  async play(script: DropInScript, program: PlayedProgram): Promise<Record<string, string>> {
    const { command, dir, tree, dialect, first = "" } = program;
    const prefix = dialect === "buildroot" ? "" : "CONFIG_";
    mkdirSync(dir, { recursive: true });
    if (tree !== null) writeFileSync(join(dir, "Kconfig"), tree);
    for (const [name, text] of Object.entries(script.files ?? {})) {
      if (text !== WHOLE) writeFileSync(join(dir, name), text.replace(/^(# )?(?=[A-Z])/gm, `$1${prefix}`));
      else
        spawnSync("kconfig-conf", ["--olddefconfig", "Kconfig"], {
          cwd: dir,
          env: { ...process.env, CONFIG_: "" },
        });
    }
    const session = `s${this.count++}`;
    const mode = script.mode === undefined ? "" : `export MENUCONFIG_MODE=${script.mode}; `;
    const line = `${mode}${command}; echo exit code $?; exec cat`;
    const start = [
      "-f",
      "/dev/null",
      "-u",
      "new-session",
      "-d",
      "-s",
      session,
      "-c",
      dir,
      "-x",
      "80",
      "-y",
      "24",
    ];
    const env = { ...process.env, LC_ALL: "C.UTF-8", NO_COLOR: "", TERM: "xterm-256color" };
    this.tmux([...start, "sh", "-c", line], env);
    try {
      for (const word of [...scriptWords(first), "~Load", ...scriptWords(script.keys)]) {
        if (/^[@~!]./.test(word)) await this.wait(session, word);
        else if (word.startsWith("'")) this.tmux(["send-keys", "-t", session, "-l", "--", word.slice(1)]);
        else this.tmux(["send-keys", "-t", session, ...word.split(" ")]);
      }
    } finally {
      this.tmux(["kill-session", "-t", session]);
    }
    return Object.fromEntries(
      readdirSync(dir, { withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== "Kconfig")
        .map((entry) => [entry.name, readFileSync(join(dir, entry.name), "latin1")] as const)
        .toSorted(([one], [two]) => (one < two ? -1 : 1)),
    );
  }

  end(): void {
    if (this.sockets === null) return;
    this.tmux(["kill-server"]);
    rmSync(this.sockets, { recursive: true, force: true });
  }

  private async wait(session: string, word: string): Promise<void> {
    const text = word.slice(1);
    await waitFor(
      () => {
        const { lines, row } = this.look(session);
        if (word.startsWith("@")) return (lines[row] ?? "").includes(text);
        return lines.some((line) => line.includes(text)) === word.startsWith("~");
      },
      `"${word}"`,
      () => this.look(session).lines.join("\n"),
    );
  }

  private look(session: string): { lines: string[]; row: number } {
    const out = this.tmux([
      "display",
      "-p",
      "-t",
      session,
      "#{cursor_y}",
      ";",
      "capture-pane",
      "-p",
      "-t",
      session,
    ]);
    const [row = "0", ...lines] = out.split("\n");
    return { lines, row: Number(row) };
  }

  private tmux(words: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
    this.sockets ??= mkdtempSync(join(tmpdir(), "tmux-"));
    return spawnSync("tmux", ["-L", this.socket, ...words], {
      encoding: "utf8",
      env: { ...env, TMUX_TMPDIR: this.sockets },
    }).stdout;
  }
}
