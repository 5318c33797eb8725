import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FIXTURE } from "./fixture.js";
import { Tmux, waitFor } from "./tmux.js";

const COMMAND = resolve("dist/bin/ipa-menuconfig.cjs");
const has = (program: string): boolean => spawnSync("which", [program]).status === 0;
const built = existsSync(COMMAND);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "menus-e2e-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let work: string;
let count = 0;
beforeEach(() => {
  work = join(dir, String(count++));
  mkdirSync(work);
  writeFileSync(join(work, "Kconfig"), FIXTURE);
});

const ours = `node ${COMMAND} --kconfig Kconfig --config .config`;

describe.skipIf(!has("tmux") || !built)("ipa-menuconfig in a real terminal", () => {
  it("edits and saves: the question, the end text, exit code 0, the shell's screen as before", async () => {
    const tmux = await Tmux.start(work, ours);
    try {
      await tmux.shows("Fixture Configuration");
      await tmux.press("a", "y");
      await tmux.shows("[*] alpha tool");
      await tmux.press("Escape", "Escape");
      await tmux.shows("Do you wish to save");
      await tmux.press("Enter");
      await tmux.shows("exit code 0");
      expect(tmux.screen()).toContain("*** End of the configuration.");
      expect(tmux.screen()).toContain("before the menus");
      expect(tmux.ttySettings("after")).toBe(tmux.ttySettings("before"));
    } finally {
      tmux.end();
    }
    expect(readFileSync(join(work, ".config"), "latin1")).toContain("ALPHA=y\n");
  });

  it.skipIf(!has("kconfig-mconf"))("saves the bytes that mconf saves after the same keys", async () => {
    // No Home and no End: mconf does not know them in menus.
    const keys = ["a", "y", "Down", "Space", "t", "Enter", "Enter", "Down", "Space"];
    const saved: string[] = [];
    for (const command of ["CONFIG_= kconfig-mconf Kconfig", ours]) {
      rmSync(join(work, ".config"), { force: true });
      const tmux = await Tmux.start(work, command);
      try {
        await tmux.shows("Fixture Configuration");
        for (const key of keys) {
          await tmux.press(key);
          await tmux.settles();
        }
        await tmux.press("Escape", "Escape");
        await tmux.shows("Networking");
        await tmux.settles(600);
        await tmux.press("Escape", "Escape");
        await tmux.shows("wish to save");
        await tmux.press("Enter");
        await tmux.shows("exit code 0");
      } finally {
        tmux.end();
      }
      saved.push(readFileSync(join(work, ".config"), "latin1"));
    }
    expect(saved[0]).toContain("MIPS=y");
    expect(saved[0]).toContain("ALPHA_EXTRA=y");
    expect(saved[1]).toBe(saved[0]);
  });

  it("asks on Ctrl-C; No leaves the file alone", async () => {
    const tmux = await Tmux.start(work, ours);
    try {
      await tmux.shows("Fixture Configuration");
      await tmux.press("a", "y");
      await tmux.press("C-c");
      await tmux.shows("Do you wish to save");
      await tmux.press("n");
      await tmux.shows("exit code 0");
      expect(tmux.screen()).toContain("NOT saved");
    } finally {
      tmux.end();
    }
    expect(existsSync(join(work, ".config"))).toBe(false);
  });

  it("asks before it overwrites a file that changed on disk", async () => {
    writeFileSync(join(work, ".config"), 'TITLE="one"\n');
    const tmux = await Tmux.start(work, ours);
    try {
      await tmux.shows("(one) Image title");
      writeFileSync(join(work, ".config"), 'TITLE="two"\n');
      await tmux.press("a", "y", "x", "Enter");
      await tmux.shows("has changed on disk");
      await tmux.press("Enter");
      await tmux.settles();
      expect(readFileSync(join(work, ".config"), "latin1")).toBe('TITLE="two"\n');
      await tmux.press("x", "Enter");
      await tmux.shows("has changed on disk");
      await tmux.press("o");
      await tmux.shows("exit code 0");
    } finally {
      tmux.end();
    }
    expect(readFileSync(join(work, ".config.old"), "latin1")).toBe('TITLE="two"\n');
  });

  it("stops on Ctrl-Z and goes on with fg, the terminal in order in between", async () => {
    const tmux = await Tmux.start(work, "bash --norc --noprofile -i");
    try {
      await tmux.press(ours, "Enter");
      await tmux.shows("Fixture Configuration");
      await tmux.press("a", "y");
      await tmux.shows("[*] alpha tool");
      await tmux.press("C-z");
      await tmux.shows("Stopped");
      await tmux.press("echo still $((40 + 2)) here; fg", "Enter");
      await tmux.shows("[*] alpha tool");
      await tmux.press("x", "n");
      await tmux.shows("NOT saved");
      expect(tmux.screen()).toContain("still 42 here");
      await tmux.press("exit", "Enter");
    } finally {
      tmux.end();
    }
  });

  it("goes on at once on Ctrl-Z where no shell could continue it", async () => {
    const tmux = await Tmux.start(work, ours);
    try {
      await tmux.shows("Fixture Configuration");
      await tmux.press("C-z");
      await tmux.settles();
      await tmux.press("a", "y");
      await tmux.shows("[*] alpha tool");
    } finally {
      tmux.end();
    }
  });

  it("follows a resize", async () => {
    const tmux = await Tmux.start(work, ours);
    try {
      await tmux.shows("Fixture Configuration");
      tmux.resize(110, 32);
      await waitFor(
        () =>
          tmux
            .screen()
            .split("\n")
            .some((line) => line.length > 100),
        "the wider frame",
      );
      tmux.resize(40, 10);
      await tmux.shows("too small");
      tmux.resize(80, 24);
      await tmux.shows("<Select>");
    } finally {
      tmux.end();
    }
  });

  it("refuses a terminal of 20x5 with one sentence and exit code 1", async () => {
    const tmux = await Tmux.start(work, ours, { columns: 20, rows: 5 });
    try {
      await tmux.shows("exit code 1");
    } finally {
      tmux.end();
    }
  });

  it("prints every error of a Kconfig file and leaves the terminal alone", async () => {
    writeFileSync(join(work, "Kconfig"), 'mainmenu "m"\nconfig\nbool "x"\nendmenu\n');
    const tmux = await Tmux.start(work, ours);
    try {
      await tmux.shows("exit code 1");
      expect(tmux.screen()).toMatch(/Kconfig:2: /);
      expect(tmux.screen()).toContain("before the menus");
    } finally {
      tmux.end();
    }
  });
});

describe.skipIf(!built)("ipa-menuconfig without a terminal", () => {
  it("says one sentence and ends with 1", () => {
    const run = spawnSync("node", [COMMAND, "--kconfig", "Kconfig"], { cwd: work, encoding: "utf8" });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(/^ipa-menuconfig: input or output is not a terminal: .*\n$/);
  });

  it.each([
    [["--help"], 0],
    [["--version"], 0],
    [["--no-such-option"], 2],
    [["stray"], 2],
  ])("%j ends with %i", (args, code) => {
    expect(spawnSync("node", [COMMAND, ...args], { cwd: work }).status).toBe(code);
  });

  it.each(["linux", "busybox"])("%s-menuconfig has help and refuses what is no terminal", (what) => {
    const command = resolve(`dist/bin/${what}-menuconfig.cjs`);
    expect(spawnSync("node", [command, "--help"], { encoding: "utf8" }).stdout).toContain("--output");
    const run = spawnSync("node", [command], { encoding: "utf8" });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("not a terminal");
  });
});
