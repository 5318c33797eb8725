/** Builds the kernels of linux-configs, boots and weighs them: `npm run proof:kernel -- --help`. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { HARDWARE, type HardwareChoice, profileFragments } from "../../src/kernel/hardware.js";
import { repository } from "../support/conf.js";
import { bootKernel } from "./boot.js";
import { type BuildPlaces, type BuiltKernel, buildKernel } from "./build.js";

/** Bytes. The kernel of 2017 had 2.0 MB, without IPv6 and most else. */
const BASE_BUDGET = 3_000_000;
const BUSYBOX = "/bin/busybox";
const BOOT_SECONDS = 600;

const USAGE = `Usage: npm run proof:kernel -- [OPTION]...

Builds the kernels of linux-configs from a real source tree, boots them in QEMU, and prints what they weigh. It takes
tens of minutes a profile, so that no test does it; finished kernels are kept.

  --source PATH      a tree, or Debian's archive (/usr/src/linux-source-6.12.tar.xz)
  --work DIR         where it is unpacked, built and kept (dist/kernel-proof-work)
  --profiles A,B     of ${["base", ...HARDWARE].join(", ")} (all)
  --by-fragment      also each fragment of \`full\` on top of base: what it adds to the kernel and to the initramfs
  --jobs N           processes at a time (the processors)
  --no-boot          build and weigh only
  --help             this text

Exit status: 0, 1 when a kernel does not build, does not see a device in QEMU, or base is larger than 3.0 MB, 2 for a
wrong option.
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      source: { type: "string", default: "/usr/src/linux-source-6.12.tar.xz" },
      work: { type: "string", default: join(repository, "dist/kernel-proof-work") },
      profiles: { type: "string", default: `ci,base,${HARDWARE.slice(1).join(",")}` },
      jobs: { type: "string", default: String(availableParallelism()) },
      "by-fragment": { type: "boolean", default: false },
      "no-boot": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  if (!/^[1-9]\d*$/.test(values.jobs)) throw new Error(`--jobs ${values.jobs}: give a number from 1 on`);
  if (!existsSync(values.source))
    throw new Error(`--source ${values.source}: is not there: install linux-source-6.12, or name a tree`);
  return { ...values, choices: values.profiles.split(",").map((name) => ({ name, choice: choiceOf(name) })) };
}

/** Ends with status 2 and one line where the options are wrong. */
function optionsOrEnd(): ReturnType<typeof readOptions> {
  try {
    return readOptions();
  } catch (error) {
    process.stderr.write(`proof:kernel: ${(error as Error).message}: see --help\n`);
    return process.exit(2);
  }
}

const values = optionsOrEnd();
const work = resolve(values.work);
const failures: string[] = [];

async function main(): Promise<void> {
  mkdirSync(work, { recursive: true });
  const places: BuildPlaces = {
    source: await sourceTree(resolve(values.source)),
    build: join(work, "build"),
    kept: join(work, "kept"),
  };
  console.log("kernel          bzImage   modules  unpacked    packed   CPU time  built");
  for (const { name, choice } of values.choices) {
    const built = await measure(name, choice, places);
    if (name === "base" && built.bzImage > BASE_BUDGET)
      failures.push(`base: ${built.bzImage} bytes are more than ${BASE_BUDGET}`);
    if (!values["no-boot"]) await boot(name, places, name !== "base");
  }
  if (values["by-fragment"])
    for (const path of profileFragments(repository, { arch: "x86", profile: "full" })) {
      const fragment = basename(path, ".config");
      if (fragment === "x86") continue;
      await measure(`base+${fragment}`, { arch: "x86", profile: null, more: ["x86", fragment] }, places);
    }
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

/** base is what every x86 image has; it boots, and sees no disk. */
function choiceOf(name: string): HardwareChoice {
  const profile = HARDWARE.find((each) => each === name);
  if (profile !== undefined) return { arch: "x86", profile };
  if (name !== "base") throw new Error(`--profiles ${name}: name ${["base", ...HARDWARE].join(", ")}`);
  return { arch: "x86", profile: null, more: ["x86"] };
}

async function measure(name: string, choice: HardwareChoice, places: BuildPlaces): Promise<BuiltKernel> {
  const paths = [join(repository, "linux-configs/base.config"), ...profileFragments(repository, choice)];
  const files = paths.map((path) => ({ path, text: readFileSync(path, "latin1") }));
  const built = await buildKernel(name, files, places, Number(values.jobs));
  const cell = (value: string | number, width: number) => String(value).padStart(width);
  console.log(
    `${name.padEnd(14)}${cell(built.bzImage, 9)} ${cell(built.modules, 9)} ${cell(built.moduleBytes, 9)} ` +
      `${cell(built.packedBytes, 9)} ${cell(`${Math.round(built.cpuSeconds)} s`, 10)}  ` +
      (built.fromNothing ? "from nothing" : "on top of the one before"),
  );
  return built;
}

async function boot(name: string, { kept }: BuildPlaces, hasDrivers: boolean): Promise<void> {
  if (!existsSync(BUSYBOX)) {
    failures.push(`${name}: not booted: no ${BUSYBOX}: install busybox-static`);
    return;
  }
  const options = {
    kernel: join(kept, name),
    work,
    busybox: BUSYBOX,
    hasDrivers,
    timeoutSeconds: BOOT_SECONDS,
  };
  const result = await bootKernel(options);
  writeFileSync(join(kept, name, "console.log"), result.console);
  if (result.missing.length > 0)
    failures.push(
      `${name}: booted without ${result.missing.join(", ")}: see ${join(kept, name, "console.log")}`,
    );
  else console.log(`  booted, saw all that it should, and powered off in ${result.seconds.toFixed(1)} s`);
}

async function sourceTree(source: string): Promise<string> {
  if (statSync(source).isDirectory()) return source;
  const target = join(work, basename(source).replace(/\.tar\.\w+$/, ""));
  if (existsSync(target)) return target;
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  await execa("tar", ["-xf", source, "-C", fresh, "--strip-components=1"]);
  renameSync(fresh, target);
  return target;
}

try {
  await main();
} catch (error) {
  console.error(`proof:kernel: ${(error as Error).message}`);
  process.exitCode = 1;
}
