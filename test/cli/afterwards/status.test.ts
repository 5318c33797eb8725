import { describe, expect, it } from "vitest";
import type { PlanView } from "../../../src/cli/afterwards/plan-view.js";
import { summarizeRun } from "../../../src/cli/afterwards/run-summary.js";
import { type Status, statusJson, statusLines } from "../../../src/cli/afterwards/status.js";
import { localTime } from "../../../src/cli/progress/words.js";
import { type Decision, digestOf, taskId } from "../../../src/scheduler/index.js";
import { NOON, Story } from "../progress/story.js";

function present(decisions: Readonly<Record<string, Decision>>): PlanView {
  const tasks = Object.entries(decisions).map(([name, decision]) => ({ id: taskId(name), decision }));
  return { plan: { tasks, gone: [] }, estimate: null, jobs: 2, notes: [] };
}

const upToDate = present({ zlib: { kind: "fresh" }, image: { kind: "fresh" } });
const story = () => new Story().begin().plan({ zlib: {}, image: {} }).start("zlib").pass(70).finish("zlib");
const lastRun = summarizeRun(story().end().events);
const images = [{ name: "bzImage", bytes: 7_340_032 }];
const base: Status = { output: "/out", present: upToDate, records: new Map(), lastRun, atWork: null, images };
const lines = (more: Partial<Status> = {}, all = false) => statusLines({ ...base, ...more }, all).join("\n");

describe("the status", () => {
  it("says that all is up to date, how the last build went, and what there is", () => {
    expect(lines()).toBe(
      [
        "/out:",
        "now: up to date (2 tasks)",
        `last build: ${localTime(NOON)}, done after 1:10: 1 task done`,
        "images:",
        "  bzImage  7.34 MB",
      ].join("\n"),
    );
  });

  it("names what would run and why, the first few", () => {
    const run: Decision = { kind: "run", change: { kind: "missing", what: "its stamp is gone" } };
    const names = Array.from({ length: 9 }, (_, index) => [`task${index}`, run]);
    const text = lines({ present: present(Object.fromEntries(names)) });
    expect(text).toContain("now: 9 tasks to run\n  task0: its stamp is gone\n");
    expect(text).toContain("  task5: its stamp is gone\n  and 3 more: see `ipa-image build --dry-run`\n");
  });

  it("tells of a build that failed what is wrong and where the log is, and of one that was killed that it was", () => {
    const failed = summarizeRun(story().start("image").fail("image", "no").end("failed").events);
    expect(lines({ lastRun: failed })).toContain(
      "failed after 1:10: 1 task done, 1 failed\n  image: failed: see the lines above, and run the same command again\n" +
        "  log: /out/log/build.log\n",
    );
    expect(lines({ lastRun: summarizeRun(story().events) })).toContain(
      "killed, or still at work after 1:10\n",
    );
  });

  it("says who is at work, and how far the build is", () => {
    const lastRun = summarizeRun(story().events);
    const atWork = { pid: 77, command: "ipa-image build", since: NOON - 1000 };
    expect(lines({ lastRun, atWork })).toContain(
      `at work: process 77 (ipa-image build), since ${localTime(NOON - 1000)}: 1 of 2 tasks ended\n`,
    );
    // It has told nothing yet: what is known is of the build before.
    expect(lines({ lastRun, atWork: { ...atWork, since: NOON + 1000 } })).not.toContain("tasks ended");
  });

  it("works where nothing was ever built, and where the present cannot be known", () => {
    const text = lines({ present: { reason: "/b: no Buildroot tree there" }, lastRun: null, images: [] });
    expect(text).toBe(
      "/out:\nnow: not known: /b: no Buildroot tree there\nlast build: none that is remembered\nimages: none",
    );
  });

  it("has a table of all tasks: the present, and how they ended the last time", () => {
    const record = {
      id: taskId("zlib"),
      state: "done",
      inputs: digestOf(""),
      after: new Map(),
      result: digestOf(""),
      seconds: 70,
      time: NOON,
    } as const;
    const records = new Map([record, { ...record, id: taskId("lzo") }].map((one) => [one.id, one]));
    expect(lines({ records }, true).split("\n").slice(6)).toEqual([
      "TASK   NOW        LAST             TIME  WHEN",
      `zlib   fresh      done             1:10  ${localTime(NOON)}`,
      "image  fresh      never",
      `lzo    gone       done             1:10  ${localTime(NOON)}`,
    ]);
  });

  it("is data with --json", () => {
    expect(statusJson(base)).toMatchObject({
      upToDate: true,
      plan: { counts: { fresh: 2 } },
      lastBuild: { started: "2026-11-21T12:00:00.000Z", outcome: "done", seconds: 70 },
      images,
      tasks: [{ id: "zlib", now: "fresh", state: "never", seconds: null, time: null }, { id: "image" }],
    });
    expect(statusJson({ ...base, present: { reason: "no tree" } })).toMatchObject({
      upToDate: null,
      unknown: "no tree",
    });
  });
});
