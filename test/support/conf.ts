import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DialectName } from "kconfig-parser";
import { main } from "../../src/kconfig-parser/src/cli/main.js";

/** The repository: found upwards, as this file also runs compiled, from dist/. */
export const repository = ((): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package-lock.json"))) folder = dirname(folder);
  return folder;
})();

/** A C program that the engine is compared with. */
export interface Oracle {
  readonly dialect: DialectName;
  readonly conf: string;
  /** Besides what a run sets: no prefix for Buildroot's. */
  readonly env: Readonly<Record<string, string>>;
}

/** One run of conf, whoever's. */
export interface Request {
  /** Mode and Kconfig file, as conf takes them. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds after which a process is killed. */
  readonly timeout?: number;
  /** Bytes of output after which it is killed. */
  readonly longestOutput?: number;
}

/** What came of it. Texts are latin1: one character is one byte. */
export interface Outcome {
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment without what would change an answer. */
export const plainEnv: Readonly<Record<string, string>> = { PATH: process.env.PATH ?? "", LC_ALL: "C" };

const usualTimeout = 180_000;

/** The engine starts from nothing, unless a run's environment names a cache. */
const cache = { KCONFIG_CACHE: "off" };

function firstThere(...paths: string[]): string | null {
  return paths.find((path) => existsSync(path)) ?? null;
}

/** The kernel whose conf speaks for a dialect, where its name does not say so. */
const kernels: Partial<Record<DialectName, string>> = { "linux-next": "linux-7.2" };

/** The C program of a dialect, null where there is none on this machine (see unpack-kernels). */
export function oracleOf(dialect: DialectName): Oracle | null {
  const conf =
    dialect === "buildroot"
      ? firstThere(join(repository, ".corpus/buildroot-conf/conf"))
      : firstThere(join(repository, `.corpus/${kernels[dialect] ?? dialect}-build/scripts/kconfig/conf`));
  return conf === null ? null : { dialect, conf, env: dialect === "buildroot" ? { CONFIG_: "" } : {} };
}

/** Runs the C program. */
export function runC(oracle: Oracle, request: Request): Outcome {
  return run(oracle.conf, request.args, request);
}

/** The compiled kconf. */
export const kconfProgram = join(repository, "src/kconfig-parser/dist/cli/kconf.js");

/** Whether kconf has been compiled, so that {@link runProgram} can run it. */
export const hasProgram = existsSync(kconfProgram);

/** Runs kconf as a process of its own. */
export function runProgram(dialect: DialectName, request: Request): Outcome {
  return run(process.execPath, [kconfProgram, "--dialect", dialect, ...request.args], {
    ...request,
    env: { ...cache, ...request.env },
  });
}

function run(
  file: string,
  args: readonly string[],
  { cwd, env, input, timeout = usualTimeout, longestOutput = 1 << 28 }: Request,
): Outcome {
  const result = spawnSync(file, args, {
    cwd,
    env: { ...env },
    input: Buffer.from(input ?? "", "latin1"),
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: longestOutput,
  });
  return {
    status: result.status ?? result.signal ?? String(result.error),
    stdout: result.stdout.toString("latin1"),
    stderr: result.stderr.toString("latin1"),
  };
}

/** Runs the engine within this process: no start-up, so thousands are cheap. */
export function runEngine(dialect: DialectName, request: Request): Outcome {
  let stdout = "";
  let stderr = "";
  const lines = (request.input ?? "").match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let next = 0;
  let status: number | string;
  try {
    status = main(["--dialect", dialect, ...request.args], {
      cwd: request.cwd,
      env: { ...cache, ...request.env },
      out: (text) => {
        stdout += text;
      },
      err: (text) => {
        stderr += text;
      },
      line: () => lines[next++] ?? null,
      isTerminal: () => false,
    });
  } catch (error) {
    // A crash is a result, too, and never equal to C's.
    status = `exception: ${error instanceof Error ? error.stack : String(error)}`;
  }
  return { status, stdout, stderr };
}

/** Every file below a folder: path → bytes; symbolic links as where they lead, folders by their names. */
export function filesIn(folder: string, prefix = ""): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const status = lstatSync(path);
    if (status.isDirectory())
      Object.assign(files, { [`${prefix}${name}/`]: "" }, filesIn(path, `${prefix}${name}/`));
    else if (status.isSymbolicLink()) files[prefix + name] = `-> ${readlinkSync(path)}`;
    else files[prefix + name] = readFileSync(path, "latin1");
  }
  return files;
}
