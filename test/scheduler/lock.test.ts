/** One process at a time in an output folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LockedError, type LockHolder, takeLock } from "../../src/scheduler/lock.js";
import { program } from "./programs.js";

const NODE = process.execPath;
let counter: string;
let holder: string;
beforeAll(async () => {
  [counter, holder] = await Promise.all([program("count-under-lock"), program("hold-lock")]);
});
afterAll(() => {
  for (const path of [counter, holder]) rmSync(join(path, ".."), { recursive: true, force: true });
});

let folder: string;
let path: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "lock");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const ended = (child: ChildProcess) => new Promise<void>((resolve) => child.on("close", () => resolve()));

/** Starts a process that holds the lock, and waits for its first line. */
async function startHolder(...command: string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(NODE, [holder, path, ...command], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const line = await new Promise<string>((resolve) => lines.once("line", resolve));
  return { child, line };
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

describe("a lock", () => {
  test("is refused to others, who hear who holds it, until it is given back", async () => {
    const { child } = await startHolder();
    const error = await takeLock({ path, command: "test" }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(LockedError);
    const { message, holder } = error as LockedError;
    expect(holder).toMatchObject({ pid: child.pid, command: "hold-lock of the test" });
    expect(message).toMatch(
      /lock: process \d+ \(hold-lock of the test, since \d\d:\d\d:\d\d\) holds it: wait/,
    );
    child.kill("SIGKILL");
    await ended(child);
    const lock = await takeLock({ path, command: "test" });
    await expect(takeLock({ path, command: "again" })).rejects.toMatchObject({
      holder: { pid: process.pid },
    });
    await lock.release();
    expect(existsSync(path)).toBe(false);
  });

  test("can be waited for, told with whom, and the wait can be broken off", async () => {
    const { child } = await startHolder();
    const holders: (LockHolder | null)[] = [];
    const stop = new AbortController();
    const broken = takeLock({ path, command: "a", wait: () => stop.abort(), signal: stop.signal });
    await expect(broken).rejects.toThrow(/the wait for it was broken off/);
    const lock = await takeLock({
      path,
      command: "b",
      wait: (holder) => {
        holders.push(holder);
        child.kill("SIGKILL");
      },
    });
    expect(holders).toMatchObject([{ pid: child.pid }]);
    await lock.release();
  });

  test("whose holder was killed is free only when nothing runs any more that it started", async () => {
    const { child, line } = await startHolder("sh", "-c", "setsid sleep 1000 & echo $!; exec sleep 1000");
    expect(isRunning(Number(line))).toBe(true);
    child.kill("SIGKILL");
    await ended(child);
    const lock = await takeLock({ path, command: "test" });
    expect(isRunning(Number(line))).toBe(false);
    await lock.release();
  });

  test("of a file with anything in it that nobody has locked is free", async () => {
    for (const content of ["", "1\n", `${process.pid}\n`, '{"pid":', "\0".repeat(100)]) {
      writeFileSync(path, content);
      const lock = await takeLock({ path, command: "test" });
      await lock.release();
    }
  });

  test("that cannot be made says so", async () => {
    const gone = join(folder, "none", "lock");
    await expect(takeLock({ path: gone, command: "test" })).rejects.toThrow(`${gone}: ENOENT`);
  });
});

test("of 40 processes that want it at once, of which every third is killed with it, each has it alone", async () => {
  const file = join(folder, "count");
  writeFileSync(file, "0");
  const started = Array.from({ length: 40 }, (_, i) =>
    spawn(NODE, [counter, path, file, i % 3 === 0 ? "die" : "release"], {
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
  children.push(...started);
  await Promise.all(started.map(ended));
  expect(readFileSync(file, "utf8")).toBe("40");
});
