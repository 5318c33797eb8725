/** Builds a kernel of linux-configs from a source tree, as Buildroot would, and measures it. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { type FragmentFile, requestsOf } from "../../src/kernel/requests.js";
import { digestOf } from "../../src/scheduler/index.js";
import type { ProofArchitecture } from "./architectures.js";

export interface BuildPlaces {
  /** The kernel's sources. */
  readonly source: string;
  /** The one folder in which all kernels are built, one after the other: what does not differ is not built again. */
  readonly build: string;
  /** Where finished kernels are kept, by name. */
  readonly kept: string;
}

export interface BuiltKernel {
  readonly name: string;
  readonly digest: string;
  /** Bytes of what Buildroot would put into the image. */
  readonly imageBytes: number;
  readonly modules: number;
  /** Bytes of all modules, stripped; and as the xz-compressed cpio archive that they add to an initramfs. */
  readonly moduleBytes: number;
  readonly packedBytes: number;
  /** Seconds of processors, and by the clock. */
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** From nothing, or on top of what another kernel left behind. */
  readonly fromNothing: boolean;
}

/**
 * Configures, holds every line against the `.config` that the kernel's own conf wrote, builds, measures and keeps.
 * What is kept of the same configuration and sources is taken as it is.
 */
export async function buildKernel(
  name: string,
  files: readonly FragmentFile[],
  architecture: ProofArchitecture,
  { build, kept, source }: BuildPlaces,
  jobs: number,
): Promise<BuiltKernel> {
  const make = (jobs: number, ...words: string[]) =>
    runMake(["-C", source, "-s", `-j${jobs}`, `O=${build}`, ...architecture.make, ...words]);
  const config = await configure(files, build, () => make(1, "olddefconfig"));
  const digest = digestOf(`${readFileSync(join(source, "Makefile"), "latin1").slice(0, 200)}\n${config}`);
  const folder = join(kept, name);
  const image = join(folder, basename(architecture.image.path));
  const record = join(folder, "measured.json");
  if (existsSync(record)) {
    const before = JSON.parse(readFileSync(record, "utf8")) as BuiltKernel;
    // Weighed again: a record may be older than the name of this number.
    if (before.digest === digest) return { ...before, imageBytes: statSync(image).size };
  }
  const fromNothing = !existsSync(join(build, "vmlinux"));
  const time = await make(jobs, architecture.image.goal, "modules");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(build, architecture.image.path), image);
  const root = join(folder, "root");
  await make(1, "modules_install", `INSTALL_MOD_PATH=${root}`, "INSTALL_MOD_STRIP=1");
  const modules = filesBelow(root).filter((path) => path.endsWith(".ko"));
  const built: BuiltKernel = {
    name,
    digest,
    imageBytes: statSync(image).size,
    modules: modules.length,
    moduleBytes: modules.reduce((sum, path) => sum + statSync(path).size, 0),
    packedBytes: await packedSize(root),
    ...time,
    fromNothing,
  };
  writeFileSync(record, JSON.stringify(built, null, 2));
  return built;
}

/** The `.config` that the kernel's own conf makes of the fragments, now in `build`: all that decides its kernel. */
async function configure(
  files: readonly FragmentFile[],
  build: string,
  olddefconfig: () => Promise<unknown>,
): Promise<string> {
  const path = join(build, ".config");
  mkdirSync(build, { recursive: true });
  writeFileSync(path, files.map((file) => file.text).join("\n"), "latin1");
  await olddefconfig();
  const config = readFileSync(path, "latin1");
  holdAgainst(config, files);
  return config;
}

/** The kernel's own conf, with the real compiler: every line of the fragments is in what it wrote. */
function holdAgainst(config: string, files: readonly FragmentFile[]): void {
  const lines = new Set(config.split("\n"));
  const wrong = requestsOf(files).filter(({ symbol, value }) =>
    value === "n"
      ? config.includes(`\nCONFIG_${symbol}=`)
      : !lines.has(`CONFIG_${symbol}=${value}`) && !lines.has(`CONFIG_${symbol}="${value}"`),
  );
  if (wrong.length === 0) return;
  throw new Error(
    wrong.map(({ file, line, symbol, value }) => `${file}:${line}: ${symbol} is not ${value}`).join("\n"),
  );
}

/** bash's `time` counts the processors' time of all that make started. */
async function runMake(words: readonly string[]): Promise<{ cpuSeconds: number; seconds: number }> {
  const { MAKEFLAGS: _, MAKELEVEL: __, ...env } = process.env;
  const result = await execa("bash", ["-c", 'time -p make "$@"', "bash", ...words], {
    env: {
      ...env,
      LC_ALL: "C",
      KBUILD_BUILD_USER: "ipa",
      KBUILD_BUILD_HOST: "ipa",
      KBUILD_BUILD_TIMESTAMP: "@0",
    },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  if (result.exitCode !== 0)
    throw new Error(`make ${words.join(" ")}: failed:\n${result.stderr.slice(-3000)}`);
  const of = (name: string) =>
    Number(new RegExp(`^${name} ([\\d.]+)$`, "m").exec(result.stderr)?.[1] ?? Number.NaN);
  return { cpuSeconds: of("user") + of("sys"), seconds: of("real") };
}

async function packedSize(root: string): Promise<number> {
  const pack =
    'cd "$1" && find . -print0 | sort -z | cpio --quiet -0 -o -H newc | xz --check=crc32 -9 | wc -c';
  return Number((await execa("bash", ["-o", "pipefail", "-c", pack, "bash", root])).stdout);
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
