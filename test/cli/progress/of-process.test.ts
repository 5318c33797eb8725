import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHistory } from "../../../src/cli/progress/history.js";
import { Tmux } from "../../menuconfig/tmux.js";
import { repository } from "../rig.js";
import { Story } from "./story.js";

/** Plays events; at Ctrl-C those of an interrupted build. */
const PLAYER = `
import { readFileSync } from "node:fs";
import { readersOfProcess } from ${JSON.stringify(join(repository, "dist/cli/progress/of-process.js"))};
const { output, begin, end } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const readers = readersOfProcess({ output, json: false });
for (const event of begin) readers.take(event);
if (process.argv[3] === "to-the-end") finish();
else {
  process.on("SIGINT", finish);
  setInterval(() => {}, 1000);
}
function finish() {
  for (const event of end) readers.take(event);
  readers.end();
  process.exit(7);
}
`;

let folder = "";
let command = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "player-"));
  const story = new Story();
  story.now = Date.now();
  story.begin(folder).plan({ zlib: { seconds: 60 }, openssl: { seconds: 60 }, image: {} });
  story.start("zlib").start("openssl").step("openssl", "Configuring");
  const begin = [...story.events];
  story.end("interrupted");
  const player = join(folder, "player.mjs");
  writeFileSync(player, PLAYER);
  writeFileSync(
    join(folder, "events.json"),
    JSON.stringify({ output: folder, begin, end: story.events.slice(begin.length) }),
  );
  command = `${process.execPath} ${player} ${join(folder, "events.json")}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

describe.skipIf(!hasTmux)("a build's view in a real terminal", () => {
  it("follows the size of the window, and is gone after Ctrl-C, with the terminal as it was", async () => {
    // The shell around it gets the Ctrl-C, too, and must live on.
    const tmux = await Tmux.start(folder, `trap : INT; ${command}`, { columns: 70, rows: 16 });
    try {
      await tmux.shows("0/3, 2 running, 1 waiting");
      await tmux.shows("next: image");
      tmux.resize(34, 16);
      await tmux.shows("openssl  0:0");
      await tmux.press("C-c");
      await tmux.shows("exit code 7");
      const screen = tmux.screen();
      expect(screen).toContain("interrupted (SIGINT)");
      expect(screen).not.toMatch(/next:|running|\[-|Configuring/);
      expect(tmux.ttySettings("after")).toBe(tmux.ttySettings("before"));
    } finally {
      tmux.end();
    }
  });
});

describe("a build's view where there is no terminal", () => {
  it("is plain lines without any code of a terminal, and the events are kept", () => {
    const [node = "", ...words] = command.split(" ");
    const ran = spawnSync(node, [...words, "to-the-end"], { encoding: "utf8" });
    expect(ran.status).toBe(7);
    expect(ran.stdout).toContain("[0/3 0:00] openssl: never done here\n");
    expect(ran.stdout).not.toContain("\x1b");
    expect(readHistory(folder)).toHaveLength(1);
  });

  it("goes on when whoever read its output has gone", () => {
    const ran = spawnSync("sh", ["-c", `{ ${command} to-the-end; echo "code $?" >&2; } | true`], {
      encoding: "utf8",
    });
    expect(ran.stderr).toBe("code 7\n");
    expect(readHistory(folder)[0]?.at(-1)?.type).toBe("build-interrupted");
  });
});
