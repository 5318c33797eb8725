import { describe, expect, it } from "vitest";
import {
  cancellationWords,
  changeWords,
  differenceWords,
  digestOf,
  taskId,
} from "../../src/scheduler/index.js";

const words = (name: string, before: string | null, after: string | null) =>
  differenceWords({ name, before, after });

describe("a difference in words", () => {
  it("shows short values whole", () => {
    expect(words("BR2_OPTIMIZE_S", "n", "y")).toBe("BR2_OPTIMIZE_S: n → y");
    expect(words("FOO_CONF_OPTS", "", "--x")).toBe("FOO_CONF_OPTS: (empty) → --x");
  });

  it("says of digests only that they differ", () => {
    expect(words("file board/x", digestOf("a"), digestOf("b"))).toBe("file board/x: content differs");
    expect(words("patch 0003-x.patch", null, digestOf("b"))).toBe("patch 0003-x.patch: new");
    expect(words("patch 0003-x.patch", digestOf("b"), null)).toBe("patch 0003-x.patch: gone");
  });

  it("shows a short new value", () => {
    expect(words("BR2_FOO", null, "y")).toBe("BR2_FOO: new: y");
    expect(words("BR2_FOO", null, "")).toBe("BR2_FOO: new");
    expect(words("BR2_FOO", null, "y".repeat(100))).toBe("BR2_FOO: new");
  });

  it("shows of long values only where they part, on one line", () => {
    const before = `${"x".repeat(200)} --enable-a\n${"y".repeat(200)}`;
    expect(words("OPTS", before, before.replace("--enable-a", "--disable-a"))).toBe(
      `OPTS: …${"x".repeat(13)} --enable-a ${"y".repeat(9)}… → …${"x".repeat(13)} --disable-a ${"y".repeat(9)}…`,
    );
  });

  it("shows the first place where they part if there are several", () => {
    const before = `--a ${"x".repeat(100)} --b`;
    expect(words("OPTS", before, `--c ${"x".repeat(100)} --d`)).toBe(
      `OPTS: --a ${"x".repeat(56)}… → --c ${"x".repeat(56)}…`,
    );
  });

  it("shows where one is the beginning of the other", () => {
    const before = "x".repeat(80);
    expect(words("OPTS", before, `${before} more`)).toBe(
      `OPTS: …${"x".repeat(16)} → …${"x".repeat(16)} more`,
    );
  });

  it("names the tasks that it newly comes after", () => {
    expect(words("after host-m4", null, "host-m4")).toBe("newly comes after host-m4");
    expect(words("after host-m4", "host-m4", null)).toBe("no longer comes after host-m4");
  });
});

describe("a change in words", () => {
  it("has one line for each thing that changed", () => {
    expect(
      changeWords({
        kind: "inputs",
        differences: [{ name: "A", before: "n", after: "y" }],
        results: [taskId("host-m4")],
      }),
    ).toEqual(["A: n → y", "host-m4 came out different"]);
  });

  it("is never empty", () => {
    expect(changeWords({ kind: "inputs", differences: [], results: [] })).toEqual([
      "its inputs changed (what they were before is lost)",
    ]);
  });

  it("says what happened the last time", () => {
    expect(changeWords({ kind: "failed", sameInputs: true })).toEqual(["failed the last time"]);
    expect(changeWords({ kind: "interrupted", sameInputs: false })).toEqual([
      "was interrupted the last time, and changed since",
    ]);
  });
});

it("a cancellation names the task that is to blame", () => {
  expect(cancellationWords({ kind: "dependency", failed: taskId("a") })).toBe("needs a, which failed");
});
