/** A command with all that it starts, run and ended as one. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endMarked, RUN_MARK, runInGroup } from "../../src/scheduler/process-group.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "group-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const env = { PATH: process.env.PATH };

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

async function sh(script: string, more: { signal?: AbortSignal; graceMs?: number } = {}) {
  const lines: string[] = [];
  const result = await runInGroup("sh", ["-c", script], {
    cwd: folder,
    env,
    onLine: (line) => lines.push(line),
    ...more,
  });
  return { ...result, lines };
}

describe("a command", () => {
  test("runs to its end, and its lines come byte for byte, with what it says on stderr", async () => {
    const result = await sh("printf 'one\\n\\377\\0\\n' ; echo two >&2; printf three; exit 7");
    expect(result).toEqual({
      exitCode: 7,
      startError: null,
      aborted: false,
      lines: ["one", "\u00ff\u0000", "two", "three"],
    });
  });

  test("gets the environment that is named, and nothing of ours but a mark", async () => {
    const { lines } = await sh("env | sort");
    const names = lines.map((line) => line.split("=")[0]);
    expect(names.filter((name) => !["PWD", "SHLVL", "_", "OLDPWD"].includes(name ?? ""))).toEqual([
      "PATH",
      "TASK_RUN_MARK",
    ]);
  });

  test("that is not there says so, and one ended by a signal has no exit code", async () => {
    const gone = await runInGroup(join(folder, "gone"), [], { cwd: folder, env, onLine: () => {} });
    expect(gone).toEqual({ exitCode: null, startError: "ENOENT", aborted: false });
    for (const [name, path, startError] of [
      ["gone", undefined, "ENOENT"],
      ["gone", folder, "ENOENT"],
      ["./plain", folder, "EACCES"],
      ["plain", `/nowhere:${folder}`, "EACCES"],
    ]) {
      writeFileSync(join(folder, "plain"), "");
      const options = { cwd: folder, env: { PATH: path }, onLine: () => {} };
      expect(await runInGroup(name ?? "", [], options)).toMatchObject({ startError });
    }
    expect(await sh("kill -9 $$")).toMatchObject({ exitCode: null, startError: null });
  });
});

/** Starts a script that names its processes in a FIFO once all are there; aborts it then. */
async function abortOnceStarted(script: string, graceMs: number): Promise<readonly number[]> {
  execFileSync("mkfifo", [join(folder, "pids")]);
  const stop = new AbortController();
  const ended = sh(script, { signal: stop.signal, graceMs });
  const file = await open(join(folder, "pids"));
  const pids = (await file.readFile("utf8")).trim().split(" ").map(Number);
  await file.close();
  expect(pids.map(isRunning)).toEqual(pids.map(() => true));
  stop.abort();
  expect(await ended).toMatchObject({ aborted: true });
  return pids;
}

describe("an abort", () => {
  test("ends the command, its children, and one that left the group for a session of its own", async () => {
    const script = "sleep 1000 & a=$!; setsid sleep 1000 & echo $$ $a $! >pids; wait";
    expect((await abortOnceStarted(script, 60_000)).filter(isRunning)).toEqual([]);
  });

  test("lets a command put things in order, and kills one that does not end", async () => {
    const kind = "trap 'echo over >kind; exit' TERM; echo $$ >pids; while :; do sleep 0.01; done";
    await abortOnceStarted(kind, 60_000);
    expect(readFileSync(join(folder, "kind"), "utf8")).toBe("over\n");
    rmSync(join(folder, "pids"));
    const stubborn = "trap '' TERM; echo $$ >pids; while :; do sleep 0.01; done";
    expect((await abortOnceStarted(stubborn, 0)).filter(isRunning)).toEqual([]);
  });

  test("before the start ends it at once", async () => {
    const result = await sh("sleep 1000", { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ exitCode: null, aborted: true });
  });
});

test("what is left of a run is ended by its mark, and nothing else", async () => {
  // It lets go of our pipe, so that the command is over while this still runs.
  const { lines } = await sh("setsid sh -c 'echo $$; exec sleep 1000 >/dev/null 2>&1' &");
  const other = execFileSync("sh", ["-c", "sleep 1000 >/dev/null 2>&1 & echo $!"], { encoding: "latin1" });
  expect(isRunning(Number(lines[0]))).toBe(true);
  await endMarked(`${RUN_MARK}/`, 0);
  expect(isRunning(Number(lines[0]))).toBe(false);
  expect(isRunning(Number(other))).toBe(true);
  process.kill(Number(other));
});
