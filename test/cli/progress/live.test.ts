import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { shownBuild } from "../../../src/cli/progress/readers.js";
import { Story } from "./story.js";

/** A build shown on a terminal that is emulated whole, scrollback too. */
function onTerminal(columns: number, rows: number) {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  let written = "";
  const reader = shownBuild({
    kind: "live",
    colour: true,
    terminal: {
      columns: () => screen.cols,
      rows: () => screen.rows,
      unicode: true,
      write: (text) => {
        written += text;
      },
    },
  });
  const flush = () => {
    const text = written.replaceAll("\n", "\r\n");
    written = "";
    return new Promise<void>((resolve) => screen.write(text, resolve));
  };
  const lines = async () => {
    await flush();
    const { active } = screen.buffer;
    const all = Array.from(
      { length: active.length },
      (_, row) => active.getLine(row)?.translateToString(true) ?? "",
    );
    while (all.at(-1) === "") all.pop();
    return all;
  };
  const story = new Story(reader.take);
  return { story, screen, reader, lines, pending: () => written, tick: () => reader.tick(story.now) };
}

describe("the live view on a terminal", () => {
  it("is drawn over itself: a hundred frames leave nothing behind", async () => {
    const { story, tick, lines, reader } = onTerminal(60, 8);
    story.begin().plan({ a: { seconds: 9 }, b: { seconds: 9 }, c: { seconds: 9 } });
    story.start("a").start("b");
    for (let frame = 0; frame < 100; frame++) {
      story.pass(0.5).line("a", `line ${frame}`);
      tick();
      await lines();
    }
    expect(await lines()).toEqual([
      "build: output folder /out",
      "build: log /out/log/build.log",
      "build: 3 tasks to run; about 0:27 with 2 jobs",
      "[--------------------          ] 0/3, 0:50, about 0:09 left",
      "  a  0:50                   line 99",
      "  b  0:50                   never done here",
      "  next: c",
    ]);
    reader.end();
    expect(await lines()).toHaveLength(3);
  });

  it("writes what must stay above it, a failure with the end of its log", async () => {
    const { story, tick, lines, reader } = onTerminal(60, 12);
    story.begin().plan({ a: {}, b: {} }).start("a").start("b").pass(3);
    tick();
    story.fail("a", "make: exit code 2", ["a.c:7: error: \x1b[31mno such thing\x1b[0m"]);
    expect((await lines()).slice(3)).toEqual([
      "  | a.c:7: error: no such thing",
      "a: failed after 0:03: make: exit code 2",
      expect.stringContaining("1/2, 1 failed"),
      expect.stringMatching(/^ {2}b +0:03/),
    ]);
    story.finish("b").end("failed");
    reader.end();
    expect((await lines()).slice(5)).toEqual([
      "build: 1 task done, 1 failed, in 0:03",
      "build: a: failed: see the lines above, and run the same comm",
      "and again",
      "build: the whole log is /out/log/build.log",
    ]);
  });

  it.each([
    [80, 20],
    [80, 41],
    [40, 27],
    [40, 120],
  ])("stays whole when the terminal goes from %i to %i columns", async (before, after) => {
    const { story, tick, lines, screen } = onTerminal(before, 24);
    story.begin().plan({ "package-a": {}, "package-b": {}, c: {} }).start("package-a").start("package-b");
    tick();
    await lines();
    screen.resize(after, 24);
    story.pass(1);
    tick();
    const all = (await lines()).join("\n");
    expect(all.match(/^\[[-=]/gm)).toHaveLength(1);
    expect(all.match(/package-a/g)).toHaveLength(1);
    expect(all.replaceAll("\n", "")).toContain("build.log");
  });

  it("writes nothing when nothing changed, and no code but colours, clearing and going up", () => {
    const { story, tick, pending } = onTerminal(60, 8);
    story.begin().plan({ a: {} }).start("a");
    tick();
    const before = pending();
    tick();
    expect(pending()).toBe(before);
    story.pass(1);
    tick();
    const codes = pending()
      .split("\x1b")
      .slice(1)
      .map((text) => (/^[^A-Za-z]*[A-Za-z]/.exec(text)?.[0] ?? "").replace(/\d+/, "N"));
    for (const code of codes) expect(["[Nm", "[J", "[NA"]).toContain(code);
  });

  it("shows ASCII only where nothing else can be shown", () => {
    let written = "";
    const reader = shownBuild({
      kind: "live",
      colour: false,
      terminal: {
        columns: () => 200,
        rows: () => 9,
        unicode: false,
        write: (text) => {
          written += text;
        },
      },
    });
    const differences = [{ name: "A", before: "n", after: "y" }];
    const story = new Story(reader.take).begin().plan({ a: {} });
    story.start("a", { kind: "inputs", differences, results: [] });
    reader.tick(story.now);
    expect(written).toContain("A: n > y");
  });
});
