import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Oracle, oracleOf, repository } from "../support/conf.js";
import { cacheFolder } from "./cache-folder.js";

/** A kernel's Kconfig tree with its own conf. */
export interface Kernel {
  readonly version: LinuxVersion;
  readonly tree: string;
  readonly oracle: Oracle;
}

export const linuxVersions = ["6.1", "6.12", "7.2"] as const;
/** The dialect that each is written in. */
export const dialectOf = { "6.1": "linux-6.1", "6.12": "linux-6.12", "7.2": "linux-next" } as const;
export type LinuxVersion = (typeof linuxVersions)[number];

/** What `make ARCH=` takes, and the folder below arch/. */
export const architectures = ["x86", "arm64", "riscv", "arm", "mips", "powerpc"] as const;
export type Architecture = (typeof architectures)[number];

/** Null where the tree is not unpacked: see test/support/unpack-kernels. */
export function kernelOf(version: LinuxVersion): Kernel | null {
  const tree = join(repository, `.corpus/linux-${version}`);
  const oracle = oracleOf(dialectOf[version]);
  return oracle !== null && existsSync(join(tree, "Kconfig")) ? { version, tree, oracle } : null;
}

/** The defconfigs of an architecture, as `--defconfig=` takes them. */
export function defconfigs({ tree }: Kernel, arch: Architecture): string[] {
  return readdirSync(join(tree, "arch", arch, "configs"))
    .filter((name) => name.endsWith("defconfig"))
    .map((name) => `arch/${arch}/configs/${name}`)
    .sort();
}

const standIns = join(repository, "test/support/stand-in-tools");
const systemPath = "/usr/local/bin:/usr/bin:/bin";

/**
 * Who answers the questions to the compiler: the real one; programs that answer at once; or nobody: the macros that ask
 * are replaced by answers ({@link ownMacros}), which makes a run ten times cheaper.
 */
export type Tools = "none" | "stand-in" | "real";

/**
 * Put into the output folder as scripts/Kconfig.include, where conf finds it before the tree's: every option is there,
 * but nothing is LLVM's.
 */
export const ownMacros = `comma       := ,
quote       := "
squote      := '
empty       :=
space       := $(empty) $(empty)
dollar      := $
right_paren := )
left_paren  := (
if-success = $(2)
success = y
failure = n
cc-option = y
ld-option = y
as-instr = y
as-instr64 = y
cc-name := GCC
cc-version := 120200
as-name := GNU
as-version := 24000
ld-name := BFD
ld-version := 24000
m32-flag := -m32
m64-flag := -m64
rustc-version := 0
rustc-llvm-version := 0
rustc-option = n
cc_can_link_user = y
`;

/** The environment that the kernel's makefiles give conf, as far as the Kconfig files read it. */
export function kernelEnv({ tree }: Kernel, arch: Architecture, tools: Tools): Record<string, string> {
  const path = tools !== "stand-in" ? systemPath : `${standIns}:${systemPath}`;
  return {
    PATH: path,
    LC_ALL: "C",
    HOME: tmpdir(),
    srctree: tree,
    objtree: ".",
    ARCH: arch,
    SRCARCH: arch,
    SUBARCH: "x86",
    CC: "gcc",
    HOSTCC: "gcc",
    LD: "ld",
    AR: "ar",
    NM: "nm",
    OBJCOPY: "objcopy",
    RUSTC: "rustc",
    BINDGEN: "bindgen",
    PAHOLE: "pahole",
    PAHOLE_VERSION: "0",
    PYTHON3: "python3",
    CONFIG_SHELL: "sh",
    CC_VERSION_TEXT: compilerText(path),
    KERNELVERSION: kernelVersion(tree),
    KCONFIG_DEFCONFIG_LIST: "",
    KCONFIG_CONFIG: ".config",
    KCONFIG_CACHE: cacheFolder(),
  };
}

function compilerText(path: string): string {
  return (
    (spawnSync("gcc", ["--version"], { env: { PATH: path }, encoding: "latin1" }).stdout ?? "").split(
      "\n",
      1,
    )[0] ?? ""
  );
}

function kernelVersion(tree: string): string {
  const makefile = readFileSync(join(tree, "Makefile"), "latin1");
  const part = (name: string) => new RegExp(`^${name} = (.*)$`, "m").exec(makefile)?.[1] ?? "";
  return `${part("VERSION")}.${part("PATCHLEVEL")}.${part("SUBLEVEL")}`;
}

/** A folder for what conf writes. */
export function outputFolder(): string {
  return mkdtempSync(join(tmpdir(), "linux-conf-"));
}
