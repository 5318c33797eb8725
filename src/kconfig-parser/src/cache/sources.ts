import { resolve } from "node:path";
import { DIGEST, digestOf, digestOfFile, IDENTITY, identify, isSameFile } from "./identity.js";
import { filesBehind } from "./shell-words.js";

/** All that a reading of a tree came from. When none of it differs, another reading gives the same tree. */
export interface Sources {
  /** Absolute paths of files that were read, or were looked for and missing. */
  readonly files: readonly string[];
  readonly identities: Float64Array;
  readonly digests: Uint8Array;
  readonly env: Environment;
  readonly shells: readonly ShellAnswer[];
}

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
  private readonly digests: Buffer[] = [];
  private readonly env = new Map<string, string | null>();
  private readonly shells = new Map<string, string>();
  private isRepeatable = true;

  constructor(
    private readonly cwd: string,
    private readonly processEnv: Readonly<Record<string, string | undefined>>,
  ) {}

  /** Before a file is read: what comes later would not fit an identity taken earlier. */
  beforeReading(path: string): string {
    const file = resolve(this.cwd, path);
    if (!this.places.has(file)) {
      const place = this.places.size;
      this.places.set(file, place);
      if (!identify(file, this.identities, place * IDENTITY, Date.now())) this.isRepeatable = false;
    }
    return file;
  }

  /** After it was read. */
  read(file: string, text: string | null): void {
    const place = this.places.get(file);
    if (place === undefined || this.digests[place] !== undefined) return;
    this.digests[place] = text === null ? Buffer.alloc(DIGEST) : digestOf(Buffer.from(text, "latin1"));
  }

  variable(name: string, value: string | undefined): void {
    this.env.set(name, value ?? null);
  }

  /** A command was run: its answer holds while the programs and files it names are the same, and the environment. */
  ran(command: string, answer: string): void {
    this.shells.set(command, answer);
    for (const path of filesBehind(command, this.cwd, this.processEnv.PATH ?? "")) {
      const file = this.beforeReading(path);
      const place = this.places.get(file) ?? 0;
      this.digests[place] ??= digestOfFile(file);
    }
    for (const [name, value] of Object.entries(this.processEnv))
      if (value !== undefined && !isNoise(name)) this.env.set(name, value);
  }

  /** All of it; null when something was read that cannot be read again, such as a pipe. */
  finish(): Sources | null {
    if (!this.isRepeatable) return null;
    return {
      files: [...this.places.keys()],
      identities: Float64Array.from(this.identities),
      digests: Buffer.concat(
        [...this.places.values()].map((place) => this.digests[place] ?? Buffer.alloc(DIGEST)),
      ),
      env: [...this.env],
      shells: [...this.shells].map(([command, answer]) => ({ command, answer })),
    };
  }
}

/** Whether every file is what it was. One with other times but the same bytes is. */
export function filesAreSame({ files, identities, digests }: Sources): boolean {
  return files.every((file, i) => {
    if (isSameFile(file, identities, i * IDENTITY)) return true;
    const digest = digests.subarray(i * DIGEST, (i + 1) * DIGEST);
    // Zeros stand for whatever could not be read: they prove nothing.
    return digest.some((byte) => byte !== 0) && digestOfFile(file).equals(digest);
  });
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
