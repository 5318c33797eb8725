/** The records of the scheduler on the disk: what they are after a kill, a damage, a full disk, a machine that stopped. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DiskStore } from "../../src/scheduler/disk-store.js";
import {
  type Digest,
  digestOf,
  type Fingerprint,
  fingerprintDigest,
} from "../../src/scheduler/fingerprint.js";
import type { TaskRecord } from "../../src/scheduler/record.js";
import { taskId } from "../../src/scheduler/task.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "store-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function record(id: string, changes: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id: taskId(id),
    state: "done",
    inputs: digestOf(`inputs of ${id}`),
    after: new Map(),
    result: digestOf(`result of ${id}`),
    seconds: 1.5,
    time: 1000,
    ...changes,
  };
}

function open(boot = "boot-1"): DiskStore {
  return new DiskStore({ folder, boot });
}

/** What another process would read. */
function states(boot = "boot-1"): Record<string, string> {
  const store = new DiskStore({ folder, boot, readOnly: true });
  return Object.fromEntries([...store.records().values()].map(({ id, state }) => [id, state]));
}

const journal = () => join(folder, "journal");

describe("records", () => {
  test("are there again in the next process, whole", () => {
    const busybox = record("busybox", {
      after: new Map([[taskId("toolchain"), digestOf("t")]]),
      seconds: null,
      result: null,
      state: "failed",
    });
    const store = open();
    store.writeAll([
      { record: busybox, fingerprint: null },
      { record: record("zlib é\n"), fingerprint: null },
    ]);
    store.close();
    expect([...open().records().values()]).toEqual([busybox, record("zlib é\n")]);
  });

  test("of a task that is no more are forgotten", () => {
    const store = open();
    store.write(record("a"), null);
    store.write(record("b"), null);
    store.forget(taskId("a"));
    store.close();
    expect(states()).toEqual({ b: "done" });
  });

  test("can be read while another process writes, and nothing is written by that", () => {
    const store = open();
    store.write(record("a"), null);
    const before = readFileSync(journal());
    expect(states("boot-2")).toEqual({ a: "begun" });
    expect(readFileSync(journal())).toEqual(before);
    store.write(record("b"), null);
    expect(states()).toEqual({ a: "done", b: "done" });
  });

  test("of a folder that is not there are none, and asking does not make it", () => {
    const store = new DiskStore({ folder: join(folder, "none"), readOnly: true });
    expect(store.records().size).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("fingerprints", () => {
  const fingerprint: Fingerprint = new Map([
    ["VERSION", "1.37.0"],
    ["file a.patch", "é \u0000 ÿ"],
  ]);

  test("are kept whole under their digest", () => {
    const store = open();
    const inputs = fingerprintDigest(fingerprint);
    store.write(record("a", { inputs }), fingerprint);
    expect(open().fingerprint(inputs)).toEqual(fingerprint);
  });

  test("that are damaged or lost read as null", () => {
    const store = open();
    const inputs = fingerprintDigest(fingerprint);
    store.write(record("a", { inputs }), fingerprint);
    const path = join(folder, "fingerprints", inputs.slice(0, 2), inputs.slice(2));
    writeFileSync(path, readFileSync(path, "utf8").replace("1.37.0", "1.37.1"));
    expect(store.fingerprint(inputs)).toBeNull();
    writeFileSync(path, "");
    expect(store.fingerprint(inputs)).toBeNull();
    store.write(record("a", { inputs }), fingerprint);
    expect(store.fingerprint(inputs)).toEqual(fingerprint);
    rmSync(path);
    expect(store.fingerprint(inputs)).toBeNull();
  });
});

describe("the machine stopped", () => {
  test("what was done since the last sync counts as begun; what was synced is done", () => {
    const store = open();
    store.write(record("a"), null);
    store.synced();
    store.write(record("b"), null);
    store.write(record("c", { state: "interrupted" }), null);
    store.close();
    expect(states("boot-1")).toEqual({ a: "done", b: "done", c: "interrupted" });
    expect(states("boot-2")).toEqual({ a: "done", b: "begun", c: "begun" });
  });

  test("and a sync afterwards does not bring back what it took", () => {
    const first = open();
    first.write(record("a"), null);
    first.close();
    const second = open("boot-2");
    second.write(record("b"), null);
    second.synced();
    second.close();
    expect(states("boot-2")).toEqual({ a: "begun", b: "done" });
    expect(states("boot-3")).toEqual({ a: "begun", b: "done" });
  });
});

describe("a damage", () => {
  test("in the middle: no record is done any more, and it is said until somebody has seen to it", () => {
    const store = open();
    for (const id of ["a", "b", "c"]) store.write(record(id), null);
    store.close();
    const bytes = readFileSync(journal());
    bytes[bytes.indexOf('"b"') + 1] = 0x78;
    writeFileSync(journal(), bytes);
    const again = open();
    expect([...again.records().values()].map(({ id, state }) => [id, state])).toEqual([
      ["a", "begun"],
      ["c", "begun"],
    ]);
    expect(again.lost()).toMatch(/journal: it is damaged$/);
    again.write(record("b"), null);
    again.close();
    const third = open();
    expect(states()).toEqual({ a: "begun", b: "done", c: "begun" });
    expect(third.lost()).not.toBeNull();
    third.regained();
    third.close();
    expect(open().lost()).toBeNull();
  });

  test("of the end, from outside, at any byte: nothing is done any more, and it is said", () => {
    const store = open();
    for (const state of ["begun", "done"] as const) store.write(record("a", { state }), null);
    store.write(record("b"), null);
    store.close();
    const whole = readFileSync(journal());
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(journal(), whole.subarray(0, length));
      const again = open();
      expect(Object.values(states()).filter((state) => state === "done")).toEqual([]);
      expect(again.lost(), `cut at ${length}`).not.toBeNull();
      again.close();
    }
  });

  test("an append that was cut off by a kill, at any byte, is as if it had not been", () => {
    const store = open();
    store.write(record("a"), null);
    const before = readFileSync(journal());
    store.writeAll([
      { record: record("a", { state: "begun" }), fingerprint: null },
      { record: record("b", { state: "begun" }), fingerprint: null },
    ]);
    store.close();
    const after = readFileSync(journal());
    const head = before.indexOf(10);
    for (let length = before.length; length < after.length; length++) {
      writeFileSync(journal(), Buffer.concat([before.subarray(0, head), after.subarray(head, length)]));
      const again = open();
      expect(again.lost(), `cut at ${length}`).toBeNull();
      expect(["done", "begun"]).toContain(again.records().get(taskId("a"))?.state);
      again.write(record("c"), null);
      again.close();
      expect(states()).toMatchObject({ c: "done" });
    }
  });
});

test("a journal that has grown is written anew, with what counts; old fingerprints go", () => {
  const store = open();
  const old: Fingerprint = new Map([["a", "old"]]);
  const now: Fingerprint = new Map([["a", "now"]]);
  store.write(record("synced"), null);
  store.synced();
  store.write(record("a", { inputs: fingerprintDigest(old) }), old);
  let largest = 0;
  for (let i = 0; i < 30; i++) {
    const next = { record: record("a", { inputs: fingerprintDigest(now), time: i }), fingerprint: now };
    store.writeAll(Array.from({ length: 100 }, () => next));
    largest = Math.max(largest, statSync(journal()).size);
  }
  store.close();
  expect(largest).toBeLessThan(300_000);
  expect(statSync(journal()).size).toBeLessThan(largest);
  const again = open("boot-2");
  expect(again.records().get(taskId("a"))).toMatchObject({ state: "begun", time: 29 });
  expect(again.records().get(taskId("synced"))).toMatchObject({ state: "done" });
  expect(again.fingerprint(fingerprintDigest(now))).toEqual(now);
  expect(again.fingerprint(fingerprintDigest(old) as Digest)).toBeNull();
});

test("at the end of a run the journal is written anew when a third of it is old", () => {
  const store = open();
  const some = (state: TaskRecord["state"], count: number) =>
    Array.from({ length: count }, (_, i) => ({ record: record(`task ${i}`, { state }), fingerprint: null }));
  store.writeAll(some("begun", 1000));
  store.writeAll(some("done", 1000));
  const before = statSync(journal());
  store.synced();
  const after = statSync(journal());
  expect(after.size).toBeLessThan(0.6 * before.size);
  store.writeAll(some("done", 100));
  store.synced();
  expect(statSync(journal()).ino).toBe(after.ino);
  store.close();
  expect(Object.values(states("boot-2"))).toEqual(Array.from({ length: 1000 }, () => "done"));
});

test("a second writer that no lock kept out is refused, and nothing is written over", () => {
  const one = open();
  const two = open();
  one.write(record("a"), null);
  expect(() => two.write(record("b"), null)).toThrow(/another process changed it/);
  expect(states()).toEqual({ a: "done" });
  truncateSync(journal(), 10);
  expect(() => one.write(record("b"), null)).toThrow(/another process changed it/);
});
