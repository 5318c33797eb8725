/** The journal under kills, damages and disks that take nothing more: never a record that is not true. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DiskStore } from "../../src/scheduler/disk-store.js";
import { digestOf, type Fingerprint, fingerprintDigest } from "../../src/scheduler/fingerprint.js";
import type { TaskRecord } from "../../src/scheduler/record.js";
import { StorageError } from "../../src/scheduler/storage-error.js";
import { taskId } from "../../src/scheduler/task.js";
import { Random } from "../support/random.js";
import { program } from "./programs.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "cuts-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const journal = () => join(folder, "journal");

function record(id: string, changes: Partial<TaskRecord> = {}): TaskRecord {
  const inputs = digestOf(id);
  return {
    id: taskId(id),
    state: "done",
    inputs,
    after: new Map(),
    result: inputs,
    seconds: 1,
    time: 0,
    ...changes,
  };
}

/** A journal in which every kind of line has taken the place of an older `done`; what is true in the end. */
function writeHistory(): ReadonlyMap<string, string> {
  const store = new DiskStore({ folder, boot: "boot-1" });
  for (const id of ["again", "broken", "begun", "gone", "done"]) store.write(record(id), null);
  store.synced();
  store.close();
  const next = new DiskStore({ folder, boot: "boot-2" });
  next.write(record("again", { time: 1 }), null);
  next.write(record("broken", { state: "failed" }), null);
  next.write(record("begun", { state: "begun" }), null);
  next.forget(taskId("gone"));
  next.close();
  return new Map([
    ["again", "done 1"],
    ["broken", "failed 0"],
    ["begun", "begun 0"],
    ["done", "done 0"],
  ]);
}

function statesOf(store: DiskStore): ReadonlyMap<string, string> {
  return new Map([...store.records().values()].map(({ id, state, time }) => [id, `${state} ${time}`]));
}

/** Opens what is in the journal now: what it says to be done must be so, and a loss must be said. */
function expectTruth(truth: ReadonlyMap<string, string>, what: string): void {
  const store = new DiskStore({ folder, boot: "boot-2", readOnly: true });
  const states = statesOf(store);
  for (const [id, state] of states) {
    if (!state.startsWith("begun")) expect(state, `${what}: ${id}`).toBe(truth.get(id));
  }
  if (store.lost() === null) expect(states, what).toEqual(truth);
}

describe("a journal damaged from outside", () => {
  test("in any byte never says done of what is not", () => {
    const truth = writeHistory();
    const whole = readFileSync(journal());
    const numbers = new Random(1);
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0, 10, 0x20, whole.readUInt8(at) ^ (1 << numbers.below(8))]) {
        if (byte === whole[at]) continue;
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        writeFileSync(journal(), bytes);
        expectTruth(truth, `byte ${at} is ${byte}`);
      }
      writeFileSync(journal(), Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]));
      expectTruth(truth, `without byte ${at}`);
      writeFileSync(journal(), Buffer.concat([whole.subarray(0, at), Buffer.of(10), whole.subarray(at)]));
      expectTruth(truth, `a line more at byte ${at}`);
    }
  });

  test("with lines missing, doubled or in another order never does either", () => {
    const truth = writeHistory();
    const [head, ...lines] = readFileSync(journal(), "latin1").split(/(?<=\n)/);
    const numbers = new Random(2);
    for (let i = 0; i < 500; i++) {
      const others = [...lines];
      const place = numbers.below(others.length);
      const [line = ""] = numbers.chance(70) ? others.splice(place, 1) : others.slice(place, place + 1);
      if (numbers.chance(70)) others.splice(numbers.below(others.length + 1), 0, line);
      writeFileSync(journal(), [head, ...others].join(""), "latin1");
      expectTruth(truth, others.join(""));
    }
  });

  test("with blocks of zeros, or another file in its place", () => {
    const truth = writeHistory();
    const whole = readFileSync(journal());
    for (let at = 0; at < whole.length; at += 64) {
      writeFileSync(journal(), Buffer.from(whole).fill(0, at, Math.min(at + 512, whole.length)));
      expectTruth(truth, `zeros at ${at}`);
      writeFileSync(journal(), Buffer.from(whole).fill(0, at));
      expectTruth(truth, `zeros from ${at} on`);
    }
    for (const content of ["", "\n", "tasks-0 ", "x".repeat(1000), whole.toString("latin1").repeat(2)]) {
      writeFileSync(journal(), content, "latin1");
      expectTruth(truth, content.slice(0, 20));
      const store = new DiskStore({ folder, boot: "boot-2" });
      store.write(record("new"), null);
      store.close();
      expect(statesOf(new DiskStore({ folder, boot: "boot-2", readOnly: true })).get("new")).toBe("done 0");
      rmSync(journal());
    }
  });
});

test("a journal that was taken away is a loss; one that never was is none", () => {
  const store = new DiskStore({ folder });
  expect(store.lost()).toBeNull();
  const fingerprint: Fingerprint = new Map([["a", "b"]]);
  store.write(record("a", { inputs: fingerprintDigest(fingerprint) }), fingerprint);
  rmSync(journal());
  expect(() => store.write(record("b"), null)).toThrow(`${journal()}: somebody removed it: run again`);
  store.close();
  for (let i = 0; i < 2; i++) {
    const again = new DiskStore({ folder });
    expect(again.lost()).toBe(`${journal()}: it is gone`);
    again.close();
  }
});

describe("a writer that is killed", () => {
  test("a hundred times at a random moment: what it told of is there, and at most one record more", async () => {
    const writer = await program("write-records");
    const numbers = new Random(3);
    let next = 0;
    const states = new Map<string, string>();
    let rewritten = 0;
    try {
      for (let kill = 0; kill < 100; kill++) {
        const inode = existsSync(journal()) ? statSync(journal()).ino : 0;
        const lines = await linesUntilKilled(writer, next, 1 + numbers.below(kill % 10 === 0 ? 600 : 60));
        for (const line of lines) {
          const [state = "", id = "", time = ""] = line.split(" ");
          states.set(id, `${state} ${time}`);
          next = Number(time) + 1;
        }
        const store = new DiskStore({ folder });
        expect(store.lost()).toBeNull();
        const found = statesOf(store);
        const different = [...found].filter(([id, state]) => states.get(id) !== state);
        expect(different.length, `kill ${kill}`).toBeLessThanOrEqual(1);
        for (const [id, state] of different) {
          expect([`begun ${next}`, `done ${next - 1}`]).toContain(state);
          states.set(id, state);
          next = Number(state.split(" ")[1]) + 1;
        }
        expect(found.size).toBe(states.size);
        for (const { inputs } of store.records().values()) expect(store.fingerprint(inputs)).not.toBeNull();
        store.close();
        if (inode !== 0 && inode !== statSync(journal()).ino) rewritten++;
      }
    } finally {
      rmSync(join(writer, ".."), { recursive: true, force: true });
    }
    expect(rewritten).toBeGreaterThan(1);
  }, 600_000);
});

/** Runs the writer, kills it when it has told of `count` records; returns all that it told. */
async function linesUntilKilled(writer: string, first: number, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [writer, folder, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  let lines = 0;
  child.stdout.on("data", (bytes: Buffer) => {
    text += bytes.toString();
    lines += bytes.toString().split("\n").length - 1;
    if (lines >= count) child.kill("SIGKILL");
  });
  const signal = await new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
  expect(signal).toBe("SIGKILL");
  return text.split("\n").slice(0, -1);
}

/** Whether this process may mount: root, not in a container that forbids it. */
function canMount(): boolean {
  if (process.geteuid?.() !== 0) return false;
  const at = mkdtempSync(join(tmpdir(), "mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", at], { stdio: "ignore" });
    execFileSync("umount", [at]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

describe.runIf(canMount())("a disk of 64 KB", () => {
  beforeEach(() => {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", folder]);
  });
  afterEach(() => {
    execFileSync("umount", ["--lazy", folder]);
  });

  const large: Fingerprint = new Map([["value", "x".repeat(3000)]]);

  test("that is full leaves the journal as it was, and the store goes on when there is room", () => {
    const store = new DiskStore({ folder });
    writeFileSync(join(folder, "filler"), Buffer.alloc(30_000));
    let told = 0;
    let before = Buffer.alloc(0);
    const error = catchError(() => {
      for (; told < 1000; told++) {
        before = readFileSync(journal());
        store.write(record(`task ${told}`), null);
      }
    });
    expect(error).toBeInstanceOf(StorageError);
    expect((error as StorageError).message).toBe(`${journal()}: the disk is full: make room and run again`);
    expect(told).toBeGreaterThan(50);
    expect(readFileSync(journal())).toEqual(before);
    expect(store.records().size).toBe(told);
    rmSync(join(folder, "filler"));
    store.write(record("later"), null);
    store.close();
    const again = new DiskStore({ folder });
    expect(again.lost()).toBeNull();
    expect(again.records().size).toBe(told + 1);
    again.close();
  });

  test("that is full in the middle of a fingerprint: the record is not written, and nothing half is left", () => {
    const store = new DiskStore({ folder });
    let told = 0;
    const error = catchError(() => {
      for (; told < 1000; told++) {
        const fingerprint = new Map([...large, ["number", String(told)]]);
        store.write(record(`task ${told}`, { inputs: fingerprintDigest(fingerprint) }), fingerprint);
      }
    });
    expect((error as StorageError).code).toBe("ENOSPC");
    expect(store.records().size).toBe(told);
    expect(execFileSync("find", [folder, "-name", "*.tmp"]).toString()).toBe("");
    for (const { inputs } of store.records().values()) expect(store.fingerprint(inputs)).not.toBeNull();
    store.close();
    const again = new DiskStore({ folder });
    expect(again.lost()).toBeNull();
    expect(again.records().size).toBe(told);
    again.close();
  });

  test("that becomes read-only says so, and can still be read", () => {
    const store = new DiskStore({ folder });
    store.write(record("a"), null);
    store.close();
    execFileSync("mount", ["-o", "remount,ro", folder]);
    expect(() => new DiskStore({ folder })).toThrow(
      /journal: the file system is read-only: use an output folder/,
    );
    expect(statesOf(new DiskStore({ folder, readOnly: true }))).toEqual(new Map([["a", "done 0"]]));
  });
});

function catchError(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}
