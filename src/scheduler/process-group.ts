/**
 * A command with everything it starts, ended as one. The command leads a session of its own, so a Ctrl-C of the
 * terminal reaches us only, and we decide; a mark in the environment finds even those that left the group.
 */
import { randomUUID } from "node:crypto";
import { access, constants, readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { execa } from "execa";
import { jobserverRedirections } from "./jobserver.js";
import { errorCode } from "./storage-error.js";

export interface GroupOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One call a line of stdout or stderr, as latin1, without its newline. */
  readonly onLine: (line: string) => void;
  /** Ends the whole group when it fires. */
  readonly signal?: AbortSignal;
  /** Milliseconds between SIGTERM and SIGKILL; default 5000. */
  readonly graceMs?: number;
}

export interface GroupResult {
  /** Exit code of the command; null when a signal ended it or it never started. */
  readonly exitCode: number | null;
  /** Why it did not start (ENOENT, EACCES), else null. */
  readonly startError: string | null;
  readonly aborted: boolean;
}

const MARK = "TASK_RUN_MARK";

/** In the environment of all that this process starts; the lock names it, to end what a killed process leaves. */
export const RUN_MARK: string = randomUUID();

/**
 * Runs `file` with `args` and waits for it. Never throws for what the command does; after an abort it returns only
 * when no process of the group is left.
 */
export async function runInGroup(
  file: string,
  args: readonly string[],
  options: GroupOptions,
): Promise<GroupResult> {
  const mark = `${RUN_MARK}/${randomUUID()}`;
  const startError = await whyNotThere(file, options);
  if (startError !== null) return { exitCode: null, startError, aborted: options.signal?.aborted ?? false };
  // One pipe for both: an error stands in the log where it happened, and no line is torn by another.
  const script = `exec 2>&1 ${jobserverRedirections(options.env)} && exec "$0" "$@"`;
  const child = execa("/bin/sh", ["-c", script, file, ...args], {
    cwd: options.cwd,
    env: definedOnly({ ...options.env, [MARK]: mark }),
    extendEnv: false,
    detached: true,
    cleanup: false,
    stdio: ["ignore", "pipe", "ignore"],
    buffer: false,
    reject: false,
  });
  let ending: Promise<void> | null = null;
  const end = () => {
    ending ??= endGroup(child.pid, mark, options.graceMs ?? 5000);
  };
  options.signal?.addEventListener("abort", end, { once: true });
  if (options.signal?.aborted) end();
  try {
    const chunks = child.iterable({ binary: true });
    for await (const line of latin1Lines(chunks)) options.onLine(line);
  } catch {
    // The result below tells the same story.
  }
  const result = await child;
  options.signal?.removeEventListener("abort", end);
  if (ending) await ending;
  return {
    exitCode: result.exitCode ?? null,
    startError: child.pid === undefined ? (result.code ?? "unknown error") : null,
    aborted: options.signal?.aborted ?? false,
  };
}

/** Why a command cannot be started, as the system would say it; null when it can. */
async function whyNotThere(file: string, { cwd, env }: GroupOptions): Promise<string | null> {
  const folders = file.includes("/") ? [cwd] : (env.PATH ?? "/usr/bin:/bin").split(":");
  let why = "ENOENT";
  for (const folder of folders) {
    try {
      await access(resolve(cwd, folder, file), constants.X_OK);
      return null;
    } catch (error) {
      if (errorCode(error) === "EACCES") why = "EACCES";
    }
  }
  return why;
}

/** Bytes as latin1 lines: a log keeps every byte, whatever its encoding. */
async function* latin1Lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + Buffer.from(chunk).toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** SIGTERM to the group, SIGKILL after the grace, until nobody is left. */
async function endGroup(pid: number | undefined, mark: string, graceMs: number): Promise<void> {
  if (pid !== undefined) await endMarked(mark, graceMs, pid);
}

/**
 * Ends every process that carries a mark (or one that begins so): SIGTERM, SIGKILL after `graceMs` milliseconds.
 * Returns when none is left. @param pid leader of a group that is to end, too
 */
export async function endMarked(mark: string, graceMs: number, pid?: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  let signal: NodeJS.Signals = "SIGTERM";
  for (;;) {
    const strays = await markedProcesses(mark);
    const group = pid !== undefined && send(-pid, signal);
    for (const stray of strays) send(stray, signal);
    if (!group && strays.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (Date.now() >= deadline) signal = "SIGKILL";
  }
}

/** False if there is no such process (or group) any more. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Live processes whose environment carries the mark, or one that begins so; zombies have no environment and are left out. Never this process. Empty without /proc. */
export async function markedProcesses(mark: string): Promise<number[]> {
  const names = await readdir("/proc").catch((): string[] => []);
  const needle = `${MARK}=${mark}`;
  const found = await Promise.all(
    names
      .filter((name) => /^[0-9]+$/.test(name) && name !== String(process.pid))
      .map(async (name) => {
        const environ = await readFile(`/proc/${name}/environ`, "latin1").catch(() => "");
        return environ.includes(needle) ? Number(name) : null;
      }),
  );
  return found.filter((pid) => pid !== null);
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
