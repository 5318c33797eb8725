import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FIXTURE } from "./fixture.js";
import { Tmux, waitFor } from "./tmux.js";

const COMMAND = resolve("dist/bin/ipa-menuconfig.cjs");
const possible = spawnSync("which", ["tmux"]).status === 0 && existsSync(COMMAND);

let dir: string;
let count = 0;
let tmux: Tmux | null = null;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "menus-real-"));
});
afterEach(() => {
  tmux?.end();
  tmux = null;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Starts the menus on the fixture, with variables in front, and waits for them. */
async function start(variables = "", title = "Fixture Configuration"): Promise<Tmux> {
  const work = join(dir, String(count++));
  mkdirSync(work);
  writeFileSync(join(work, "Kconfig"), FIXTURE);
  tmux = await Tmux.start(work, `${variables} node ${COMMAND} --kconfig Kconfig --config .config`.trim());
  await tmux.shows(title);
  await tmux.shows("Image title");
  return tmux;
}

/** Ways to every kind of screen, and what it shows. */
const SCREENS: readonly (readonly [string, readonly string[], string])[] = [
  ["a menu", ["t", "Enter"], "Architecture"],
  ["a choice", ["t", "Enter", "Enter"], "( ) MIPS"],
  ["a value", ["Enter"], "Enter a text."],
  ["the search", ["/", "a", "l", "p"], "alpha tool"],
  ["help", ["?"], "Shown by the boot loader."],
  ["all keys", ["F1"], "All keys (mconf)"],
  ["why", ["F2"], "TITLE"],
];

describe.skipIf(!possible)("in a real terminal", () => {
  it.each(SCREENS)("%s follows a resize, down to too small and back", async (_name, keys, text) => {
    const menus = await start();
    await menus.press(...keys);
    await menus.shows(text);
    menus.resize(120, 40);
    const isWide = (): boolean =>
      menus
        .screen()
        .split("\n")
        .some((line) => line.length > 110);
    await waitFor(isWide, "the wider frame", () => menus.screen());
    expect(menus.screen()).toContain(text);
    menus.resize(30, 8);
    await menus.shows("too small");
    menus.resize(80, 24);
    await menus.shows(text);
    expect(menus.screen()).not.toContain("too small");
  });

  it.each(SCREENS)(
    "Ctrl-C on %s asks what leaving asks; ESC ESC comes back to it",
    async (_name, keys, text) => {
      const menus = await start();
      await menus.press("a", "y");
      await menus.shows("[*] alpha tool");
      await menus.press("Up", "Up", "Up");
      await menus.selects("Image title");
      await menus.press(...keys);
      await menus.shows(text);
      await menus.press("C-c");
      await menus.shows("Do you wish to save");
      await menus.press("Escape", "Escape");
      await menus.shows(text);
      await menus.press("C-c");
      await menus.shows("Do you wish to save");
      await menus.press("n");
      await menus.shows("exit code 0");
      expect(menus.ttySettings("after")).toBe(menus.ttySettings("before"));
    },
  );

  it("a paste does nothing in a menu, and is text in a field", async () => {
    const menus = await start();
    await menus.press("a");
    await menus.selects("alpha tool");
    menus.paste("yyy\rx");
    await menus.press("Up", "Up", "Up", "Enter");
    await menus.shows("Enter a text.");
    menus.paste(" of\nmine");
    await menus.press("Enter");
    await menus.shows("(plain image of mine)");
    expect(menus.screen()).toContain("[ ] alpha tool (NEW)");
  });

  it("an arrow that comes apart on its way moves, and leaves nothing", async () => {
    const menus = await start();
    await menus.press("t", "Enter");
    await menus.shows("Architecture");
    menus.send("\x1b");
    await menus.shows("Esc a second time goes back.");
    menus.send("[B");
    await menus.selects("Jobs");
  });

  it("the mouse selects, opens, and presses buttons", async () => {
    const menus = await start();
    const at = (text: string): string => {
      const lines = menus.screen().split("\n");
      const y = lines.findIndex((line) => line.includes(text));
      return `\x1b[<0;${(lines[y] ?? "").indexOf(text) + 1};${y + 1}M`;
    };
    menus.send(at("Target options"));
    await menus.selects("Target options");
    menus.send(at("Target options"));
    await menus.shows("Architecture");
    menus.send(at("Help"));
    await menus.shows("The processor of the board.");
  });

  it("SIGHUP ends it, with the terminal put back and what was lost told", async () => {
    const menus = await start();
    await menus.press("a", "y");
    await menus.shows("[*] alpha tool");
    menus.signal("SIGHUP");
    await menus.shows("exit code 129");
    expect(menus.screen()).toContain("NOT saved");
    expect(menus.screen()).toContain("before the menus");
    expect(menus.ttySettings("after")).toBe(menus.ttySettings("before"));
  });

  it.each([
    ["xterm-256color", true],
    ["tmux-256color", true],
    ["screen", true],
    ["xterm-kitty", true],
    ["foot", true],
    ["alacritty", true],
    ["linux", true],
    ["vt100", false],
  ])("TERM=%s: the selected row stands out (in colour: %s)", async (term, inColour) => {
    const menus = await start(`env -u COLORTERM TERM=${term}`);
    await menus.selects("Image title");
    const row =
      menus
        .colours()
        .split("\n")
        .find((line) => line.includes("mage title")) ?? "";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences are looked for
    expect(row).toMatch(inColour ? /\x1b\[[\d;]*44m/ : /\x1b\[[\d;]*7m/);
  });

  it.each([
    ["NO_COLOR=1", /\b4[0-7]m/],
    ["MENUCONFIG_COLOR=mono", /\b4[0-7]m/],
  ])("%s: no colours", async (variables, colour) => {
    const menus = await start(variables);
    expect(menus.colours()).not.toMatch(colour);
  });

  it("TERM=dumb: lines instead of a screen", async () => {
    const menus = await start("TERM=dumb");
    await menus.shows("1 (plain image) Image title (NEW)");
    await menus.press("4", "Enter");
    await menus.shows("4 [*] alpha tool");
    await menus.press("q", "Enter");
    await menus.shows("Do you wish to save");
    await menus.press("2", "Enter");
    await menus.shows("exit code 0");
  });
});
