import { describe, expect, it } from "vitest";
import { paint } from "../../../src/cli/progress/paint.js";
import { Progress } from "../../../src/cli/progress/progress.js";
import { view } from "../../../src/cli/progress/view.js";
import { Story } from "./story.js";

const plain = paint(false);

/** Half of a build: two tasks run, one failed, what waits is in part free to start. */
function halfway(): { progress: Progress; now: number } {
  const progress = new Progress();
  const story = new Story((event) => progress.take(event));
  story
    .begin()
    .plan(
      {
        "host-m4": { seconds: 30 },
        zlib: { seconds: 20 },
        "linux-with-a-name-that-is-long": { seconds: 300, after: ["host-m4"] },
        busybox: { seconds: 60, after: ["host-m4"] },
        openssl: { seconds: 90, after: ["zlib"], certain: false },
        python3: { seconds: 120, after: ["openssl"] },
        image: { seconds: 10, after: ["busybox", "python3"] },
      },
      2,
    )
    .start("host-m4", { kind: "first" }, 30)
    .start("zlib", { kind: "first" }, 20)
    .pass(31)
    .finish("host-m4")
    .fail("zlib", "exit code 2", ["zlib.c:1: error"])
    .start("linux-with-a-name-that-is-long", { kind: "asked" }, 300)
    .start("busybox", { kind: "missing", what: "its stamp is gone" }, 60)
    .pass(95)
    .step("linux-with-a-name-that-is-long", "Building")
    .line("linux-with-a-name-that-is-long", "\x1b[1m  CC      drivers/net/\xc3\xa4.o\x1b[0m")
    .step("busybox", "Configuring");
  return { progress, now: story.now };
}

function shown(columns: number, rows: number): string {
  const { progress, now } = halfway();
  return view(progress, { columns, rows }, now, plain).join("\n");
}

describe("the live view", () => {
  it.each([20, 30, 80, 200])("at %i columns", (columns) => {
    expect(`\n${shown(columns, 24)}\n`).toMatchSnapshot();
  });

  it("never has a line that reaches the last column, nor more lines than leave a row free", () => {
    for (let columns = 1; columns <= 120; columns++) {
      for (const rows of [1, 2, 3, 4, 5, 50]) {
        const lines = shown(columns, rows).split("\n");
        const size = `${columns}x${rows}`;
        expect(lines.length, size).toBeLessThanOrEqual(Math.max(1, rows - 1));
        for (const line of lines) expect([...line].length, size).toBeLessThan(Math.max(2, columns));
      }
    }
  });

  it("says how many more run when there is no room for all", () => {
    const progress = new Progress();
    const story = new Story((event) => progress.take(event)).begin();
    const names = Array.from({ length: 9 }, (_, index) => `task${index}`);
    story.plan(Object.fromEntries(names.map((name) => [name, {}])), 9);
    for (const name of names) story.start(name).pass(1);
    expect(view(progress, { columns: 40, rows: 6 }, story.now, plain)).toEqual([
      "[---------------------------] 0/9, 0:09",
      "  task0  0:09",
      "  task1  0:08",
      "  task2  0:07",
      "  and 6 more",
    ]);
  });

  it("counts a task that rests among those that wait, and its time does not go on", () => {
    const progress = new Progress();
    const story = new Story((event) => progress.take(event)).begin().plan({ a: {}, b: {} });
    story.start("a").step("a", "Extracting").pass(3).step("a", null).start("b").pass(60);
    const lines = () => view(progress, { columns: 70, rows: 9 }, story.now, plain);
    expect(lines()[0]).toContain("0/2, 1 running, 1 waiting");
    expect(lines().slice(1)).toEqual([expect.stringMatching(/^ {2}b +1:00/), "  next: a"]);
    story.step("a", "Building").pass(2);
    expect(lines()[2]).toMatch(/^ {2}a +0:05 +Building/);
  });

  it("says so while it is being found out what is to be done, and is gone when all is over", () => {
    const progress = new Progress();
    const story = new Story((event) => progress.take(event));
    const lines = () => view(progress, { columns: 60, rows: 9 }, story.now, plain);
    expect(lines()).toEqual([]);
    story.begin().pass(2);
    expect(lines()).toEqual(["looking what is to be done, 0:02"]);
    story.plan({}).end();
    expect(lines()).toEqual([]);
  });

  it("has colours only if asked, and they take no columns", () => {
    const { progress, now } = halfway();
    const size = { columns: 80, rows: 24 };
    const coloured = view(progress, size, now, paint(true)).join("\n");
    expect(coloured).toContain("\x1b[31m1 failed\x1b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
    expect(coloured.replace(/\x1b\[\d+m/g, "")).toBe(view(progress, size, now, plain).join("\n"));
  });

  it("lets no character of a program's output move the cursor or be wider than counted", () => {
    const { progress, now } = halfway();
    progress.take({
      type: "task-line",
      time: now,
      id: "busybox" as never,
      batch: null,
      text: "a\tb\x1b[2Jc\x07\xe6\x97\xa5",
    });
    const lines = view(progress, { columns: 120, rows: 24 }, now, plain);
    expect(lines.find((line) => line.includes("busybox"))).toMatch(/a bc \?$/);
  });
});
