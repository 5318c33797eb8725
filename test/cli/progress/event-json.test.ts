import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ImageEvent } from "../../../src/buildroot/incremental/events.js";
import { eventLine, parseEventLine } from "../../../src/cli/progress/event-json.js";
import { misfit } from "../../support/json-schema.js";
import { CHANGES, EVENTS } from "./samples.js";

const schema = JSON.parse(readFileSync(new URL("../../../docs/events.schema.json", import.meta.url), "utf8"));
const all: readonly ImageEvent[] = Object.values(EVENTS);

describe("an event as a line of JSON", () => {
  it.each(all.map((event) => [event.type, event] as const))("%s is as the schema says", (_type, event) => {
    const line = eventLine(event);
    expect(line).not.toContain("\n");
    expect(misfit(schema, JSON.parse(line))).toBeNull();
  });

  it.each(Object.values(CHANGES).map((change) => [change.kind, change] as const))(
    "carries the change %s as data",
    (_kind, change) => {
      const data = JSON.parse(eventLine({ ...EVENTS["task-started"], change })) as { change: unknown };
      expect(data.change).toEqual(change);
      expect(misfit(schema, data)).toBeNull();
    },
  );

  it("may be the step null: it rests", () => {
    expect(misfit(schema, JSON.parse(eventLine({ ...EVENTS["task-step"], step: null })))).toBeNull();
  });

  it("fits the schema no longer when a field is absent, of another type, or unknown", () => {
    const good = JSON.parse(eventLine(EVENTS["task-finished"])) as Record<string, unknown>;
    for (const bad of [{ ...good, seconds: "1" }, { ...good, more: 1 }, { ...good, time: 5 }, { type: "x" }])
      expect(misfit(schema, bad)).not.toBeNull();
    for (const name of Object.keys(good)) {
      const { [name]: _gone, ...rest } = good;
      expect(misfit(schema, rest), name).not.toBeNull();
    }
  });

  it("begins with type and ISO time, and reads output as UTF-8 without codes of the terminal", () => {
    expect(eventLine(EVENTS["task-line"])).toBe(
      '{"type":"task-line","time":"2026-11-21T12:00:00.001Z","id":"busybox","batch":"make","text":"café x"}',
    );
  });

  it("is read back as it was; a line that was cut off anywhere is nothing", () => {
    for (const event of all.filter((one) => one.type !== "task-line" && one.type !== "task-failed"))
      expect(parseEventLine(eventLine(event))).toEqual(event);
    const line = eventLine(EVENTS["task-started"]);
    for (let length = 0; length < line.length; length++)
      expect(parseEventLine(line.slice(0, length))).toBeNull();
  });
});
