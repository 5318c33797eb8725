/** The words of `npm run proof:kernel`. */
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { HARDWARE, type HardwareChoice } from "../../src/kernel/hardware.js";
import type { Parsed } from "../support/command.js";
import { repository } from "../support/conf.js";
import { ARCHITECTURES, type ArchitectureName, type ProofArchitecture } from "./architectures.js";

export interface Options {
  readonly architecture: ProofArchitecture;
  readonly source: string;
  /** Of this architecture alone. */
  readonly work: string;
  /** Where an archive is unpacked. */
  readonly unpacked: string;
  readonly kernels: readonly { readonly name: string; readonly choice: HardwareChoice }[];
  readonly byFragment: boolean;
  readonly jobs: number;
  /** Null where nothing is booted. */
  readonly busybox: string | null;
}

const KERNELS = ["base", ...HARDWARE];
const NAMES = Object.keys(ARCHITECTURES) as ArchitectureName[];

export const usage = `Usage: npm run proof:kernel -- [OPTION]...

Builds the kernels of linux-configs from a real source tree, boots them in QEMU, and prints what they weigh. It takes
tens of minutes a profile, so that no test does it; finished kernels are kept.

  --arch ARCH        ${NAMES.join(" or ")} (x86); aarch64 is compiled by gcc-aarch64-linux-gnu
  --source PATH      a tree, or Debian's archive (/usr/src/linux-source-6.12.tar.xz)
  --work DIR         where it is unpacked, built and kept (dist/kernel-proof-work)
  --profiles A,B     of ${KERNELS.join(", ")} (all)
  --by-fragment      also each fragment of \`full\` on top of base and those before it: what it adds to the kernel and to
                     the initramfs
  --jobs N           processes at a time (the processors)
  --busybox PATH     a static BusyBox of that architecture (${ARCHITECTURES.x86.busybox} for x86, of others there is none)
  --no-boot          build and weigh only
  --help             this text

Exit status: 0, 1 when a kernel does not build, does not see a device in QEMU, or base is larger than 3.0 MB (x86), 2 for a
wrong option.
`;

/** Reads the command line. */
export function parseOptions(argv: readonly string[]): Parsed<Options> {
  try {
    return readOptions([...argv]);
  } catch (error) {
    return { kind: "wrong", message: (error as Error).message };
  }
}

function readOptions(args: string[]): Parsed<Options> {
  const { values } = parseArgs({
    args,
    options: {
      arch: { type: "string", default: "x86" },
      source: { type: "string", default: "/usr/src/linux-source-6.12.tar.xz" },
      work: { type: "string", default: join(repository, "dist/kernel-proof-work") },
      profiles: { type: "string", default: `ci,base,${HARDWARE.slice(1).join(",")}` },
      jobs: { type: "string", default: String(availableParallelism()) },
      busybox: { type: "string" },
      "by-fragment": { type: "boolean", default: false },
      "no-boot": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  const arch = NAMES.find((name) => name === values.arch);
  if (arch === undefined) throw new Error(`--arch ${values.arch}: name ${NAMES.join(" or ")}`);
  if (!/^[1-9]\d*$/.test(values.jobs)) throw new Error(`--jobs ${values.jobs}: give a number from 1 on`);
  const architecture: ProofArchitecture = ARCHITECTURES[arch];
  const kernels = values.profiles
    .split(",")
    .map((name) => ({ name, choice: choiceOf(name, architecture.fragments) }));
  if (!existsSync(values.source))
    throw new Error(`--source ${values.source}: is not there: install linux-source-6.12, or name a tree`);
  const work = resolve(values.work);
  return {
    kind: "run",
    options: {
      architecture,
      source: resolve(values.source),
      work: join(work, architecture.folder),
      unpacked: work,
      kernels,
      byFragment: values["by-fragment"],
      jobs: Number(values.jobs),
      busybox: values["no-boot"] ? null : busyboxOf(values.busybox, arch),
    },
  };
}

function busyboxOf(given: string | undefined, arch: ArchitectureName): string {
  const path = given ?? ARCHITECTURES[arch].busybox;
  if (path === null)
    throw new Error(
      `--arch ${arch}: there is no BusyBox to boot with: give --busybox PATH (of Debian's busybox-static for it) or --no-boot`,
    );
  if (!existsSync(path))
    throw new Error(
      `--busybox ${path}: is not there: install busybox-static, name another, or give --no-boot`,
    );
  if (elfMachineOf(path) !== ARCHITECTURES[arch].elfMachine)
    throw new Error(
      `--busybox ${path}: is no program for ${arch}: name one of Debian's busybox-static for it`,
    );
  return resolve(path);
}

/** -1 of what is no ELF file. */
function elfMachineOf(path: string): number {
  const header = Buffer.alloc(20);
  const file = openSync(path, "r");
  try {
    readSync(file, header);
  } finally {
    closeSync(file);
  }
  return header.readUInt32BE(0) === 0x7f454c46 ? header.readUInt16LE(18) : -1;
}

/** base is what every image of the architecture has; it boots, and sees no disk. */
function choiceOf(name: string, arch: HardwareChoice["arch"]): HardwareChoice {
  const profile = HARDWARE.find((each) => each === name);
  if (profile !== undefined) return { arch, profile };
  if (name !== "base") throw new Error(`--profiles ${name}: name ${KERNELS.join(", ")}`);
  return { arch, profile: null, more: [arch] };
}
