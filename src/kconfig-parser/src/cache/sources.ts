import type { Stats } from "node:fs";
import { resolve } from "node:path";
import { ownFolder, statOf } from "../host.js";
import { fingerprint } from "./fingerprint.js";
import { DIGEST, digestOfFile, type FileState, IDENTITY, identify, isSameFile } from "./identity.js";
import { filesBehind } from "./shell-words.js";

/** All that a reading of a tree came from. When none of it differs, another reading gives the same tree. */
export interface Sources {
  /** Absolute paths of files that were read, or were looked for and missing. */
  readonly files: readonly string[];
  readonly identities: Float64Array;
  readonly digests: Uint8Array;
  /** For each file whether only commands depend on it, not the tree's text. */
  readonly roles: Uint8Array;
  readonly env: Environment;
  readonly shells: readonly ShellAnswer[];
}

/** Of a file that could not be read, or that had come to rest. It proves nothing. */
const unknownDigest = new Uint8Array(DIGEST);

/** In `roles`: read as Kconfig, or (TOOL) named by a command. */
const READ = 0;
const TOOL = 1;

/** Names with values; null for a variable that is not set. */
export type Environment = readonly (readonly [string, string | null])[];

export interface ShellAnswer {
  readonly command: string;
  readonly answer: string;
}

/** Gathers what is read. */
export class SourceRecorder {
  private readonly places = new Map<string, number>();
  private readonly identities: number[] = [];
  private readonly digests: Uint8Array[] = [];
  private readonly env = new Map<string, string | null>();
  private readonly shells = new Map<string, string>();
  private readonly roles: number[] = [];
  private isRepeatable = true;
  /** The file that is being read, which most often is the one that has been read next. */
  private lastPath: string | null = null;
  private lastPlace = 0;
  /** Whether `env` has all that a command may ask for. */
  private hasEnvironment = false;

  private readonly cwd: string;

  constructor(
    cwd: string,
    private readonly processEnv: Readonly<Record<string, string | undefined>>,
  ) {
    this.cwd = resolve(cwd);
  }

  /**
   * Before a file is read, with what is known of it, undefined when there is none: what comes later would not fit an
   * identity taken earlier.
   */
  beforeReading(path: string, stats: Stats | undefined): void {
    const file = this.absolute(path);
    const place = this.places.get(file);
    this.lastPath = path;
    this.lastPlace = place ?? this.places.size;
    if (place !== undefined) this.roles[place] = READ;
    else if (this.add(file, READ, stats) === "stream") this.isRepeatable = false;
  }

  /** By hand: the path only has to lead to the file, and normalizing thousands of them takes its time. */
  private absolute(path: string): string {
    return path.startsWith("/") ? path : `${this.cwd}/${path}`;
  }

  /** Something happened that a remembered reading could not do again. */
  cannotRepeat(): void {
    this.isRepeatable = false;
  }

  private add(file: string, role: number, stats: Stats | undefined): FileState {
    const place = this.places.size;
    this.places.set(file, place);
    this.roles.push(role);
    const state = identify(stats, this.identities, place * IDENTITY, Date.now());
    // A digest that is not needed: it must not be made when the file is read.
    if (state === "resting") this.digests[place] = unknownDigest;
    return state;
  }

  /** After it was read. */
  read(path: string, text: string | null): void {
    const place = path === this.lastPath ? this.lastPlace : this.places.get(this.absolute(path));
    if (place === undefined || this.digests[place] !== undefined) return;
    this.digests[place] = text === null ? unknownDigest : fingerprint(Buffer.from(text, "latin1"));
  }

  variable(name: string, value: string | undefined): void {
    this.env.set(name, value ?? null);
  }

  /** A command was run: its answer holds while the programs and files it names are the same, and the environment. */
  ran(command: string, answer: string): void {
    this.shells.set(command, answer);
    for (const path of filesBehind(command, this.cwd, this.processEnv.PATH ?? "")) {
      if (this.places.has(path)) continue;
      if (this.add(path, TOOL, statOf(path)) === "recent")
        this.digests[this.places.size - 1] = digestOfFile(path);
    }
    if (this.hasEnvironment) return;
    this.hasEnvironment = true;
    for (const [name, value] of Object.entries(this.processEnv))
      if (value !== undefined && !isNoise(name)) this.env.set(name, value);
  }

  /** All of it; null when something was read that cannot be read again, such as a pipe. */
  finish(): Sources | null {
    if (!this.isRepeatable) return null;
    return {
      files: [...this.places.keys()],
      identities: Float64Array.from(this.identities),
      digests: Buffer.concat([...this.places.values()].map((place) => this.digests[place] ?? unknownDigest)),
      roles: Uint8Array.from(this.roles),
      env: [...this.env],
      shells: [...this.shells].map(([command, answer]) => ({ command, answer })),
    };
  }
}

/** What became of the files: nothing; only files of tools changed; or the tree's own did. */
export type Change = "none" | "tools" | "tree";

/**
 * Compares every file with what it was. One with other times but the same bytes is the same.
 * @param digestOf digestOfFile(), or what remembers its answers
 */
export function changeOf(
  { files, identities, digests, roles }: Sources,
  digestOf: (path: string) => Uint8Array = digestOfFile,
): Change {
  let change: Change = "none";
  const here = ownFolder();
  for (let i = 0; i < files.length; i++) {
    const file = files[i] as string;
    const path = here !== "" && file.startsWith(here) ? file.slice(here.length) : file;
    if (isSameFile(path, identities, i * IDENTITY)) continue;
    const digest = digests.subarray(i * DIGEST, (i + 1) * DIGEST);
    // Zeros are the unknown digest.
    if (digest.some((byte) => byte !== 0) && Buffer.compare(digestOf(file), digest) === 0) continue;
    if (roles[i] === READ) return "tree";
    change = "tools";
  }
  return change;
}

/** The same sources with their tools as they are now; `before` is when their answers were asked for. */
export function withToolsOfNow(sources: Sources, before: number): Sources {
  const identities = Array.from(sources.identities);
  const digests = Buffer.from(sources.digests);
  for (const [i, file] of sources.files.entries()) {
    if (sources.roles[i] !== TOOL) continue;
    identify(statOf(file), identities, i * IDENTITY, before);
    digests.set(digestOfFile(file), i * DIGEST);
  }
  return { ...sources, identities: Float64Array.from(identities), digests };
}

/** Whether every variable is what it was. */
export function environmentIsSame(
  recorded: Environment,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return recorded.every(([name, value]) => (env[name] ?? null) === value);
}

/** Variables that differ from terminal to terminal and from make to make, and that no compiler or tool asks for. */
function isNoise(name: string): boolean {
  return /^(_|PWD|OLDPWD|SHLVL|TERM|TERM_.*|COLORTERM|COLUMNS|LINES|WINDOWID|TMUX.*|STY|SSH_.*|XDG_SESSION_.*|DBUS_.*|LS_COLORS|KCONFIG_.*|MAKEFLAGS|MFLAGS|MAKELEVEL|MAKE_TERM.*|MAKEOVERRIDES|npm_.*|VITEST.*|NODE_.*)$/.test(
    name,
  );
}
