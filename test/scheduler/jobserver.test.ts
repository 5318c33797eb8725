/** Job slots that several makes share, with the real make and recipes that run for as long as the test wants. */
import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Jobserver, type MakeVersion, makeVersion } from "../../src/scheduler/jobserver.js";
import { type GroupResult, runInGroup } from "../../src/scheduler/process-group.js";

/** TEST_MAKE_PATH: a folder with another make. */
const PATH = [process.env.TEST_MAKE_PATH, process.env.PATH].filter(Boolean).join(delimiter);
const installed = await makeVersion({ ...process.env, PATH });
const knowsFifos = installed[0] > 4 || (installed[0] === 4 && installed[1] >= 4);

/** Recipes say when they are at work, in one order for all makes; each ends when it reads a line. */
const MAKEFILE = `
all: $(addprefix $(P),1 2 3 4 5 6)
$(addprefix $(P),1 2 3 4 5 6): ; @echo "start $$PPID" >events; read line <go; echo end >events
below: ; +@$(MAKE) --no-print-directory all
.PHONY: all below
`;

let folder: string;
let go: number;
let events: Socket;
let recipes: Recipes;
let jobserver: Jobserver | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slots-"));
  writeFileSync(join(folder, "Makefile"), MAKEFILE);
  execFileSync("mkfifo", ["go", "events"], { cwd: folder });
  // Both ends: no recipe waits in open(), and we see no end between two of them.
  go = openSync(join(folder, "go"), constants.O_RDWR);
  events = new Socket({ fd: openSync(join(folder, "events"), constants.O_RDWR | constants.O_NONBLOCK) });
  recipes = new Recipes();
  createInterface({ input: events }).on("line", (line) => recipes.event(line));
  jobserver = null;
});
afterEach(() => {
  jobserver?.close();
  events.destroy();
  closeSync(go);
  rmSync(folder, { recursive: true, force: true });
});

/** Counts the recipes at work in all makes, and waits for a count. */
class Recipes {
  running = 0;
  most = 0;
  ended = 0;
  /** Process that ran the last recipe. */
  make = 0;
  /** What makes print: warnings. */
  readonly printed: string[] = [];
  #changed: () => void = () => {};

  event(line: string): void {
    if (line.startsWith("start ")) {
      this.running++;
      this.make = Number(line.slice(6));
    } else {
      this.running--;
      this.ended++;
    }
    this.most = Math.max(this.most, this.running);
    this.#changed();
  }

  async until(what: () => boolean): Promise<void> {
    while (!what()) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }
}

function letOneEnd(): void {
  writeSync(go, "\n");
}

function startMake(server: Jobserver, args: readonly string[]): Promise<GroupResult> {
  const env = { PATH, ...server.env() };
  const onLine = (line: string) => recipes.printed.push(line);
  return server.withSlot(() => runInGroup("make", args, { cwd: folder, env, onLine }));
}

async function open(jobs: number, version: MakeVersion): Promise<Jobserver> {
  jobserver = await Jobserver.open({ jobs, version, folder });
  return jobserver;
}

describe.each([
  ["a FIFO that make opens (make ≥ 4.4)", [4, 4], knowsFifos],
  ["descriptors that make inherits", [4, 2], true],
] as const)("slots in %s", (_, version, known) => {
  test.runIf(known)("two makes, one of them with a make below, never run more than there are", async () => {
    const server = await open(3, version);
    const makes = [startMake(server, ["P=a", "all"]), startMake(server, ["P=b", "below"])];
    for (let ended = 0; ended < 12; ended++) {
      await recipes.until(() => recipes.running === Math.min(3, 12 - ended));
      letOneEnd();
      await recipes.until(() => recipes.ended === ended + 1);
    }
    expect((await Promise.all(makes)).map((result) => result.exitCode)).toEqual([0, 0]);
    expect(recipes.most).toBe(3);
    expect(recipes.printed).toEqual([]);
    expect(server.lost).toBe(0);
  });

  test.runIf(known)("one slot: two makes run one recipe after the other", async () => {
    const server = await open(1, version);
    const makes = [startMake(server, ["P=a"]), startMake(server, ["P=b"])];
    for (let i = 0; i < 12; i++) letOneEnd();
    await Promise.all(makes);
    await recipes.until(() => recipes.ended === 12);
    expect(recipes).toMatchObject({ most: 1, printed: [] });
  });

  test.runIf(known)("what a killed make took is there again for the next one", async () => {
    const server = await open(4, version);
    const killed = startMake(server, ["P=a"]);
    await recipes.until(() => recipes.running === 4);
    // make leads the group; none of them can give anything back.
    process.kill(-recipes.make, "SIGKILL");
    expect((await killed).exitCode).toBeNull();
    expect(server.lost).toBe(3);
    recipes.running = 0;
    const next = startMake(server, ["P=b"]);
    await recipes.until(() => recipes.running === 4);
    for (let i = 0; i < 6; i++) letOneEnd();
    expect((await next).exitCode).toBe(0);
  });
});

test("who waits for a slot can give up, and takes none", async () => {
  const server = await open(1, installed);
  const stop = new AbortController();
  let end = () => {};
  const first = server.withSlot(() => new Promise<void>((resolve) => (end = resolve)));
  const second = server.withSlot(async () => {}, stop.signal);
  stop.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  end();
  await first;
  expect(await server.withSlot(async () => "third")).toBe("third");
  await expect(server.withSlot(async () => {}, stop.signal)).rejects.toThrow("enough");
});

test("a failure gives its slot back, and closing leaves nothing behind", async () => {
  const server = await open(1, installed);
  const fails = server.withSlot(async () => {
    throw new Error("no");
  });
  await expect(fails).rejects.toThrow("no");
  await server.withSlot(async () => {});
  const path = /fifo:(\S+)/.exec(server.env().MAKEFLAGS ?? "")?.[1] ?? server.env().TASK_JOBSERVER_FIFO;
  expect(existsSync(path ?? "")).toBe(true);
  server.close();
  jobserver = null;
  expect(existsSync(path ?? "")).toBe(false);
});

test("make tells its version; one that is not there is named", async () => {
  expect(installed[0]).toBeGreaterThanOrEqual(3);
  await expect(makeVersion({ PATH: folder })).rejects.toThrow("make: not found: install GNU make");
});
