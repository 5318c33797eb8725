/** Builds the kernels of linux-configs, boots and weighs them: `npm run proof:kernel -- --help`. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { type HardwareChoice, profileFragments } from "../../src/kernel/hardware.js";
import { runCommand } from "../support/command.js";
import { repository } from "../support/conf.js";
import type { ProofArchitecture } from "./architectures.js";
import { bootKernel } from "./boot.js";
import { type BuildPlaces, type BuiltKernel, buildKernel } from "./build.js";
import type { Machine } from "./machines.js";
import { type Options, parseOptions, usage } from "./options.js";

const BOOT_SECONDS = 600;

/** What was wrong, a line each. */
async function prove(options: Options): Promise<readonly string[]> {
  const { architecture, busybox, work } = options;
  const failures: string[] = [];
  mkdirSync(work, { recursive: true });
  const places: BuildPlaces = {
    source: await sourceTree(options),
    build: join(work, "build"),
    kept: join(work, "kept"),
  };
  const measure = (name: string, choice: HardwareChoice, below?: BuiltKernel) =>
    build(name, choice, options, places, below);
  const { baseBudget } = architecture;
  console.log(
    `kernel        ${basename(architecture.image.path).padStart(9)}   modules  unpacked    packed   CPU time  built`,
  );
  for (const { name, choice } of options.kernels) {
    const { imageBytes } = await measure(name, choice);
    if (name === "base" && baseBudget !== null && imageBytes > baseBudget)
      failures.push(`base: ${imageBytes} bytes are more than ${baseBudget}`);
    if (busybox !== null)
      for (const machine of architecture.machines)
        failures.push(...(await boot(name, machine, { architecture, busybox, work }, places)));
  }
  if (options.byFragment) await addFragments(architecture.fragments, measure);
  return failures;
}

type Measure = (name: string, choice: HardwareChoice, below?: BuiltKernel) => Promise<BuiltKernel>;

/**
 * Each fragment of `full` on top of those before it, and at the end `full` itself. Each on base alone would tell more,
 * and take some 1,000 seconds of processor time apiece: most of a kernel is built anew where something is taken away.
 */
async function addFragments(arch: HardwareChoice["arch"], measure: Measure): Promise<void> {
  const names = profileFragments(repository, { arch, profile: "full" }).map((path) =>
    basename(path, ".config"),
  );
  const more = [arch as string];
  let below = await measure("base", { arch, profile: null, more });
  for (const name of names.filter((name) => name !== arch)) {
    more.push(name);
    below = await measure(`+${name}`, { arch, profile: null, more }, below);
  }
}

async function build(
  name: string,
  choice: HardwareChoice,
  { architecture, jobs }: Options,
  places: BuildPlaces,
  below?: BuiltKernel,
): Promise<BuiltKernel> {
  const paths = [join(repository, "linux-configs/base.config"), ...profileFragments(repository, choice)];
  const files = paths.map((path) => ({ path, text: readFileSync(path, "latin1") }));
  const built = await buildKernel(name, files, architecture, places, jobs);
  const cell = (value: string | number, width = 9) => String(value).padStart(width);
  const more = (what: "imageBytes" | "modules" | "moduleBytes" | "packedBytes") =>
    cell(below === undefined ? built[what] : `+${built[what] - below[what]}`.replace("+-", "-"));
  console.log(
    `${name.padEnd(14)}${more("imageBytes")} ${more("modules")} ${more("moduleBytes")} ${more("packedBytes")} ` +
      `${cell(`${Math.round(built.cpuSeconds)} s`, 10)}  ` +
      (built.fromNothing ? "from nothing" : "on top of the one before"),
  );
  return built;
}

interface BootTools {
  readonly architecture: ProofArchitecture;
  readonly busybox: string;
  readonly work: string;
}

async function boot(
  name: string,
  machine: Machine,
  { architecture, busybox, work }: BootTools,
  { kept }: BuildPlaces,
): Promise<readonly string[]> {
  const { firmware } = machine;
  if (firmware !== null && !existsSync(firmware.path))
    return [`${name}: not booted in ${machine.name}: no ${firmware.path}: install ${firmware.package}`];
  const kernel = join(kept, name);
  const result = await bootKernel({
    machine,
    kernel,
    image: join(kernel, basename(architecture.image.path)),
    work,
    busybox,
    hasDrivers: name !== "base",
    timeoutSeconds: BOOT_SECONDS,
  });
  const log = join(kernel, `console-${architecture.machines.indexOf(machine)}.log`);
  writeFileSync(log, result.console);
  if (result.missing.length > 0)
    return [`${name}: booted in ${machine.name} without ${result.missing.join(", ")}: see ${log}`];
  console.log(
    `  booted in ${machine.name}, saw all that it should, and powered off in ${result.seconds.toFixed(1)} s`,
  );
  return [];
}

async function sourceTree({ source, unpacked }: Options): Promise<string> {
  if (statSync(source).isDirectory()) return source;
  const target = join(unpacked, basename(source).replace(/\.tar\.\w+$/, ""));
  if (existsSync(target)) return target;
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  await execa("tar", ["-xf", source, "-C", fresh, "--strip-components=1"]);
  renameSync(fresh, target);
  return target;
}

async function run(options: Options): Promise<number> {
  const failures = await prove(options);
  for (const failure of failures) console.error(failure);
  return failures.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await runCommand({ name: "proof:kernel", usage, parseOptions, run });
} catch (error) {
  console.error(`proof:kernel: ${(error as Error).message}`);
  process.exitCode = 1;
}
