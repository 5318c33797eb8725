import { describe, expect, it } from "vitest";
import { shownBuild } from "../../../src/cli/progress/readers.js";
import { taskId } from "../../../src/scheduler/index.js";
import { Story } from "./story.js";

function plainBuild() {
  const written: string[] = [];
  const reader = shownBuild({ kind: "plain", write: (text) => written.push(text) });
  return { written, story: new Story(reader.take) };
}

describe("a build where there is no terminal", () => {
  it("has one line for each start with its reason, and one for each end", () => {
    const { written, story } = plainBuild();
    const linux = taskId("linux");
    const differences = ["A", "B", "C", "D", "E"].map((name) => ({ name, before: "n", after: "y" }));
    story
      .begin()
      .plan({ linux: { seconds: 90 }, image: { seconds: 10, after: ["linux"], certain: false } }, 2, 130)
      .start("linux", { kind: "inputs", differences, results: [] })
      .step("linux", "Building")
      .line("linux", "  CC  foo.o")
      .pass(67)
      .finish("linux")
      .start("image", { kind: "results", tasks: [linux] })
      .pass(3)
      .finish("image", { cutoff: true })
      .fresh("zlib")
      .end();
    expect(written.join("")).toBe(
      [
        "build: output folder /out",
        "build: log /out/log/build.log",
        "build: 1 task to run, 1 perhaps, 130 up to date; about 0:45 to 1:30 with 2 jobs",
        "[0/2 0:00] linux: A: n → y; B: n → y; C: n → y; and 2 more",
        "[1/2 1:07] linux: done in 1:07",
        "[1/2 1:07] image: linux came out different",
        "[2/2 1:10] image: done in 0:03, and came out the same",
        "build: 2 tasks done, 1 up to date, in 1:10",
        "build: done in 1:10",
        "  bzImage  7.34 MB",
        "",
      ].join("\n"),
    );
  });

  it("shows the end of the log of a failure, what was not begun for its sake, and where the log is", () => {
    const { written, story } = plainBuild();
    story.begin().plan({ linux: {}, image: { after: ["linux"] } });
    story
      .start("linux")
      .pass(5)
      .fail("linux", "make: exit code 2", ["a.c:1: \x1b[31merror\x1b[0m", "\tstop"]);
    story.cancel("image", "linux").end("failed");
    expect(written.slice(4).join("")).toBe(
      [
        "  | a.c:1: error",
        "  |  stop",
        "[1/2 0:05] linux: failed after 0:05: make: exit code 2",
        "[2/2 0:05] image: not begun: needs linux, which failed",
        "build: 1 failed, 1 not begun, in 0:05",
        "build: linux: failed: see the lines above, and run the same command again",
        "build: the whole log is /out/log/build.log",
        "",
      ].join("\n"),
    );
  });

  it("says in one line that there is nothing to do", () => {
    const { written, story } = plainBuild();
    story.begin().plan({}, 2, 3).fresh("a").fresh("b").fresh("c").end();
    expect(written.slice(2, 4)).toEqual([
      "build: nothing to do: 3 tasks up to date\n",
      "build: 3 up to date, in 0:00\n",
    ]);
  });

  it("says what is taken away, what changed while it was at work, and what an interruption leaves", () => {
    const { written, story } = plainBuild();
    story.begin().plan({ linux: {} });
    story.other({ type: "task-gone", time: story.now, id: taskId("lzo") });
    story.start("linux").finish("linux", { changedMeanwhile: "/src/linux/Makefile" }).end("interrupted");
    expect(written.join("")).toMatch(/lzo: is no more: what it made is taken away\n/);
    expect(written.join("")).toMatch(
      /linux: \/src\/linux\/Makefile changed while it was at work: .* next build\n/,
    );
    expect(written.join("")).toMatch(/interrupted \(SIGINT\): no process is left; the same command goes on/);
  });
});
