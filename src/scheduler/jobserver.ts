/**
 * A GNU make jobserver: all makes below us, and whatever else knows its protocol, share one number of job slots. A slot
 * is a byte in a FIFO. Who starts a child takes one out first; it is the child's own slot, for each more it takes one
 * itself. (The protocol: GNU make's manual, "Sharing Job Slots with GNU make".)
 */
import { closeSync, constants, openSync, readSync, rmSync, writeSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { errorCode, StorageError, storageError } from "./storage-error.js";

export interface JobserverOptions {
  /** How many slots there are, at least 1. */
  readonly jobs: number;
  /** Which make will be called: see makeVersion. */
  readonly version: MakeVersion;
  /** Where its FIFO is made, in a folder of its own; default: the system's folder for temporary files. */
  readonly folder?: string;
}

export type MakeVersion = readonly [major: number, minor: number];

/** The name by which runInGroup knows that a child must inherit the FIFO: see jobserverRedirections. */
const FIFO = "TASK_JOBSERVER_FIFO";
/** The descriptors under which it does. */
const READ = 3;
const WRITE = 4;

/** Milliseconds between two looks for a slot that a make has given back. */
const LOOK = 20;

interface Waiter {
  readonly resolve: (slot: number) => void;
  readonly reject: (reason: unknown) => void;
}

export class Jobserver {
  readonly #jobs: number;
  readonly #folder: string;
  readonly #file: number;
  readonly #env: Readonly<Record<string, string>>;
  readonly #waiters: Waiter[] = [];
  #held = 0;
  #clock: NodeJS.Timeout | null = null;

  private constructor(options: JobserverOptions, folder: string, path: string) {
    this.#jobs = options.jobs;
    this.#folder = folder;
    this.#file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.#env = environment(options, path);
    this.#fill(this.#jobs);
  }

  /** Opens a jobserver with all slots free. @throws StorageError */
  static async open(options: JobserverOptions): Promise<Jobserver> {
    // MAKEFLAGS is taken apart at blanks, and make expands dollars in it.
    const plain = options.folder !== undefined && /^[\w./+-]+$/.test(options.folder);
    const parent = plain ? (options.folder ?? "") : tmpdir();
    try {
      const folder = await mkdtemp(join(parent, "jobserver-"));
      const path = join(folder, "slots");
      const { exitCode, stderr } = await execa("mkfifo", ["-m", "600", path], { reject: false });
      if (exitCode !== 0) throw new StorageError(`${path}: cannot be made (${stderr}): use another folder`);
      return new Jobserver(options, folder, path);
    } catch (error) {
      throw storageError(parent, error);
    }
  }

  /** For the environment of children started with runInGroup. Without an option -j they share the slots. */
  env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** Does something that runs one child at a time, in a slot. @throws what `work` throws, the signal's reason */
  async withSlot<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const slot = await this.#acquire(signal);
    try {
      return await work();
    } finally {
      this.#release(slot);
    }
  }

  /** Removes the FIFO; no child must run any more. */
  close(): void {
    if (this.#clock) clearInterval(this.#clock);
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #acquire(signal?: AbortSignal): Promise<number> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const waiter: Waiter = {
        resolve: (slot) => {
          signal?.removeEventListener("abort", stop);
          this.#held++;
          resolve(slot);
        },
        reject,
      };
      const stop = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        waiter.reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.#waiters.push(waiter);
      this.#serve();
    });
  }

  /** The same byte goes back that came out: make may tell them apart one day. */
  #release(slot: number): void {
    this.#held--;
    writeSync(this.#file, Buffer.of(slot));
    if (this.#held === 0) this.#makeWhole();
    this.#serve();
  }

  /** Gives slots to those who wait, as far as there are any; looks again later for the others. */
  #serve(): void {
    for (;;) {
      const slot = this.#waiters.length > 0 ? this.#take() : null;
      if (slot === null) break;
      this.#waiters.shift()?.resolve(slot);
    }
    if (this.#waiters.length === 0) {
      if (this.#clock) clearInterval(this.#clock);
      this.#clock = null;
    } else this.#clock ??= setInterval(() => this.#serve(), LOOK);
  }

  /** A make that was killed does not give back what it took: when no child runs, all slots are to be there. */
  #makeWhole(): void {
    let count = 0;
    while (this.#take() !== null) count++;
    this.#fill(this.#jobs);
    this.lost += Math.max(0, this.#jobs - count);
  }

  /** Slots that children did not give back, so far; for tests and the log. */
  lost = 0;

  #fill(count: number): void {
    writeSync(this.#file, Buffer.alloc(count, "+"));
  }

  #take(): number | null {
    const byte = Buffer.alloc(1);
    try {
      return readSync(this.#file, byte) === 1 ? (byte[0] ?? null) : null;
    } catch (error) {
      if (errorCode(error) === "EAGAIN") return null;
      throw error;
    }
  }
}

/** make ≥ 4.4 opens a FIFO by its name; older ones want descriptors that they inherit. */
function environment(
  { jobs, version: [major, minor] }: JobserverOptions,
  path: string,
): Record<string, string> {
  const since = (wantedMinor: number) => major > 4 || (major === 4 && minor >= wantedMinor);
  if (since(4)) return { MAKEFLAGS: ` -j${jobs} --jobserver-auth=fifo:${path}` };
  const option = since(2) ? "--jobserver-auth" : "--jobserver-fds";
  return { MAKEFLAGS: ` -j${jobs} ${option}=${READ},${WRITE}`, [FIFO]: path };
}

/** Redirections for a shell's `exec` that make the descriptors which MAKEFLAGS promises; empty where none are. */
export function jobserverRedirections(env: Readonly<Record<string, string | undefined>>): string {
  return env[FIFO] ? `${READ}<"$${FIFO}" ${WRITE}>"$${FIFO}"` : "";
}

/** The version of the make in PATH. @throws StorageError when there is none, or it is not GNU make */
export async function makeVersion(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<MakeVersion> {
  const { stdout, code } = await execa("make", ["--version"], { env, reject: false });
  const [, major, minor] = /^GNU Make (\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  if (major && minor) return [Number(major), Number(minor)];
  throw new StorageError(`make: ${code === "ENOENT" ? "not found" : "not GNU make"}: install GNU make`);
}
