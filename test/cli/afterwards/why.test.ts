import { describe, expect, it } from "vitest";
import { summarizeRun } from "../../../src/cli/afterwards/run-summary.js";
import { type Present, whyJson, whyLines, whyOf } from "../../../src/cli/afterwards/why.js";
import { localTime } from "../../../src/cli/progress/words.js";
import { type Change, taskId } from "../../../src/scheduler/index.js";
import { NOON, Story } from "../progress/story.js";

const fresh: Present = { kind: "decided", decision: { kind: "fresh" } };
const id = taskId("image");

function changed(name: string, before: string | null, after: string | null): Change {
  return { kind: "inputs", differences: [{ name, before, after }], results: [] };
}

function story(hour = 0): Story {
  const one = new Story();
  one.now += hour * 3_600_000;
  return one.begin();
}

function why(name: string, stories: readonly Story[], present: Present = fresh): string {
  const runs = stories.map((one) => summarizeRun(one.events));
  return whyLines(whyOf(taskId(name), runs, present)).join("\n");
}

describe("why a task ran", () => {
  it("is the difference of its fingerprints", () => {
    const one = story()
      .start("busybox", changed("BR2_OPTIMIZE_S", "n", "y"))
      .pass(34)
      .finish("busybox")
      .end();
    expect(why("busybox", [one])).toBe(
      [
        `busybox: in the last build, ${localTime(NOON)}:`,
        "  ran because",
        "    BR2_OPTIMIZE_S: n → y",
        "  and was done after 0:34",
        "now: up to date",
      ].join("\n"),
    );
  });

  it("goes down to what a person changed, each cause told once", () => {
    const one = story()
      .start("zlib", changed("ZLIB_VERSION", "1.2", "1.3"))
      .finish("zlib")
      .start("openssl", { kind: "results", tasks: [taskId("zlib")] })
      .finish("openssl")
      .start("image", { kind: "results", tasks: ["openssl", "zlib"].map(taskId) })
      .finish("image")
      .end();
    expect(why("image", [one]).split("\n").slice(1, 5)).toEqual(
      [
        "  ran because",
        "    zlib came out different:",
        "      ZLIB_VERSION: 1.2 → 1.3",
        "    openssl came out different:",
      ].slice(0, 4),
    );
    expect(why("image", [one]).match(/ZLIB_VERSION/g)).toHaveLength(1);
  });

  it("shows of long lists the words that came and went", () => {
    const common = Array.from({ length: 20 }, (_, index) => `--with-feature-${index}`).join(" ");
    const one = story()
      .start("x", changed("X_CONF_OPTS", `${common} --gone`, `--new ${common}`))
      .finish("x")
      .end();
    expect(why("x", [one])).toContain("    X_CONF_OPTS: - --gone  + --new\n");
  });

  it("is told of the last build in which it ran, when the last one found nothing to do", () => {
    const ran = story()
      .start("a", { kind: "missing", what: "images/x is gone" })
      .finish("a", { cutoff: true })
      .end();
    const idle = story(1).fresh("a").end();
    expect(why("a", [ran, idle])).toBe(
      [
        `a: in the last build, ${localTime(NOON + 3_600_000)}:`,
        "  did not run: nothing that decides it had changed",
        `it last ran in the build of ${localTime(NOON)}:`,
        "  ran because",
        "    images/x is gone",
        "  and was done after 0:00, and came out the same",
        "now: up to date",
      ].join("\n"),
    );
  });

  it.each([
    [
      "failed",
      (one: Story) => one.start("a").pass(2).fail("a", "exit code 2").end("failed"),
      "and failed after 0:02: exit code 2",
    ],
    [
      "not begun",
      (one: Story) => one.cancel("a", "zlib").end("failed"),
      "did not run: needs zlib, which failed",
    ],
    ["killed", (one: Story) => one.start("a").pass(2), "and was killed, or is still at work"],
    [
      "changed meanwhile",
      (one: Story) => one.start("a").finish("a", { changedMeanwhile: "/src/a.c" }).end(),
      "was done after 0:00; /src/a.c changed meanwhile",
    ],
  ])("says so when it was %s", (_what, tell, words) => {
    expect(why("a", [tell(story())])).toContain(words);
  });

  it("says what a build would do now", () => {
    const one = story().start("image").finish("image").end();
    const now = (present: Present) => why("image", [one], present).split("\n").slice(4).join("\n");
    const decided = (decision: Exclude<Present, { kind: "unknown" }>["decision"]): Present => ({
      kind: "decided",
      decision,
    });
    expect(now(decided({ kind: "run", change: changed("HOSTNAME", "a", "b") }))).toBe(
      "now: a build would run it because\n  HOSTNAME: a → b",
    );
    expect(now(decided({ kind: "perhaps", waitsFor: [taskId("zlib")] }))).toBe(
      "now: a build would run it if zlib came out different",
    );
    expect(now(decided("gone"))).toContain("has it no more");
    expect(now({ kind: "unknown", reason: "no tree" })).toBe("now: not known: no tree");
  });

  it("is data with --json: the change itself, and the times of its build", () => {
    const change = changed("A", null, "1");
    const one = story().start("image", change).pass(1.5).finish("image").end();
    const entry = { build: "2026-11-21T12:00:00.000Z", end: "done", seconds: 1.5, change };
    expect(whyJson(whyOf(id, [summarizeRun(one.events)], fresh))).toMatchObject({
      task: "image",
      last: entry,
      ran: entry,
      now: { decision: "fresh" },
    });
  });
});
