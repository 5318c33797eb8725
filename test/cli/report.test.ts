import { describe, expect, it } from "vitest";
import type { BuildEvent } from "../../src/buildroot/build/events.js";
import { duration, jsonReporter, textReporter } from "../../src/cli/commands/report.js";

const progress = { done: 3, total: 12, elapsedSeconds: 187 };
const step: BuildEvent = { type: "step", package: "linux", version: "6.12", step: "Building", progress };

function screen(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, ...textReporter({ isTTY, columns, colour: false, write: (text) => written.push(text) }) };
}

describe("a build's report", () => {
  it("is plain lines where there is no terminal", () => {
    const { written, report, tick } = screen(false);
    report(step);
    tick(5);
    expect(written).toEqual(["[ 3/12 3:07] linux 6.12: Building\n"]);
  });

  it("keeps one line on a terminal, no longer than it, whose clock goes on through a long step", () => {
    const { written, report, tick } = screen(true, 20);
    report(step);
    tick(61);
    report({ type: "task-finished", task: "all" as never, seconds: 1 });
    tick(99);
    expect(written).toEqual([
      "[ 3/12 3:07] linux ",
      "\r\x1b[K",
      "[ 3/12 4:08] linux ",
      "\r\x1b[K",
      "== all: done in 0:01\n",
    ]);
  });

  it("is one object a line as JSON, with the time", () => {
    const written: string[] = [];
    jsonReporter(
      (text) => written.push(text),
      () => new Date(0),
    )(step);
    expect(written).toEqual([`${JSON.stringify({ time: "1970-01-01T00:00:00.000Z", ...step })}\n`]);
  });

  it("writes times as people do", () =>
    expect([0.9, 59, 60, 3599, 3600, 36_061].map(duration)).toEqual([
      ..."0:00 0:59 1:00 59:59 1:00:00 10:01:01".split(" "),
    ]));
});
