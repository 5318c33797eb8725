/** `ipa-image kernel add-driver` (and `kernel check`, a file of its own): drivers for the cards of a machine, by the kernel's own tables. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { openCachedTree, settingLine, writeFileAtomically } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { withSettings } from "../../buildroot/save-fragment.js";
import { type Addition, addDriver, configurationOf, settingsThatFail } from "../../kernel/add-drivers.js";
import { mergedConfigFiles } from "../../kernel/merged-files.js";
import { idText, type PciDevice, parseLspci, parsePciId } from "../../kernel/pci/device.js";
import { type Driver, findDrivers } from "../../kernel/pci/find-drivers.js";
import { preferredDrivers } from "../../kernel/pci/prefer.js";
import { openSourceTree } from "../../trees/open-source-tree.js";
import { extractedKernel } from "../kernel/kernel-tree.js";
import { loadSlowWork } from "../menus/load-slow-work.js";
import { exitCodes } from "./exit-codes.js";
import { registerKernelCheck } from "./kernel-check.js";
import { type PlaceOptions, type Places, placesOf, withPlaces } from "./places.js";

interface AddDriverOptions extends PlaceOptions {
  readonly lspci?: string;
  readonly kernel?: string;
  readonly arch?: string;
  readonly fragment?: string;
  readonly builtIn?: boolean;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function registerKernel(program: Command): void {
  const kernel = program.command("kernel").description("the kernel's configuration, by what a machine has");
  withPlaces(kernel.command("add-driver"))
    .description(
      "set the options of the drivers for PCI devices, with all that they depend on, in a fragment",
    )
    .argument("[ids...]", "vendor and device, such as 8086:1592")
    .option("--lspci <file>", "the devices in what `lspci -nn` printed there; - for standard input")
    .option("--kernel <dir>", "the kernel's sources (default: those that Buildroot has extracted)")
    .option("--arch <arch>", "the kernel's name of the architecture", "x86_64")
    .option("--fragment <file>", "where the settings go (default: linux-configs/local.config)")
    .option("--built-in", "y instead of m")
    .option("--all", "every driver that names a device, not only the likeliest")
    .option("-n, --dry-run", "print what would be written; write nothing")
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", exitCodes("ok", "failure", "usage", "host", "config"))
    .action(async (ids: string[], options: AddDriverOptions) => {
      process.exitCode = await addDrivers(ids, options);
    });
  registerKernelCheck(kernel);
}

interface Outcome {
  readonly device: PciDevice;
  readonly drivers: readonly Driver[];
  readonly additions: readonly Addition[];
}

async function addDrivers(ids: readonly string[], options: AddDriverOptions): Promise<number> {
  const places = placesOf(options);
  const devices = devicesOf(ids, options.lspci);
  const dir = kernelFolder(places, options.kernel);
  const fragment = resolve(options.fragment ?? join(places.repo, "linux-configs/local.config"));
  const place = await openSourceTree({
    kind: "linux",
    dir,
    variables: [`ARCH=${options.arch ?? "x86_64"}`],
    env: process.env,
    make: loadSlowWork,
  });
  const { tree, keep } = openCachedTree(place.kconfigFile, { cwd: place.cwd, env: place.env });
  const files = mergedConfigFiles(places, fragment);
  const before = files.map((file) => (existsSync(file) ? readFileSync(file, "latin1") : "")).join("\n");
  const config = configurationOf(tree, before);
  const settings = new Map<string, string>();
  const found = findDrivers(dir, devices);
  const outcomes = devices.map((device): Outcome => {
    const drivers = preferredDrivers(device, found.get(device) ?? []);
    const wanted = options.all ? drivers : drivers.slice(0, 1);
    const additions = wanted.map(({ symbol }) => addDriver(config, symbol, options.builtIn ?? false));
    for (const addition of additions)
      if (addition.kind === "added") for (const [name, value] of addition.settings) settings.set(name, value);
    return { device, drivers, additions };
  });
  keep();
  const own = existsSync(fragment) ? readFileSync(fragment, "latin1") : "";
  const lines = [...settings.keys()].flatMap((name): [string, string][] => {
    const symbol = tree.symbol(name);
    return symbol === undefined ? [] : [[`CONFIG_${name}`, settingLine(config, symbol).trimEnd()]];
  });
  const text = withSettings(own, new Map(lines), titlesOf(outcomes));
  const failed = settingsThatFail(tree, `${before}\n${text}`, settings);
  if (failed.length > 0)
    throw new UserError(
      `${fragment}: ${failed.map((name) => `CONFIG_${name}`).join(", ")} would not take: set them in linux-menuconfig`,
    );
  if (settings.size > 0 && !options.dryRun) writeFileAtomically(fragment, text);
  if (options.json)
    console.log(
      JSON.stringify({ fragment, settings: Object.fromEntries(settings), devices: outcomes }, null, 2),
    );
  else
    for (const line of linesOf(outcomes, settings, relative(process.cwd(), fragment), options))
      console.log(line);
  return outcomes.every(({ additions }) => additions.some(({ kind }) => kind !== "impossible"))
    ? EXIT.ok
    : EXIT.failure;
}

function devicesOf(ids: readonly string[], lspci: string | undefined): readonly PciDevice[] {
  const named = ids.map((id) => {
    const device = parsePciId(id);
    if (device === null)
      throw new UserError(
        `${id}: not a PCI id: give vendor and device as lspci -nn shows them, 8086:1592`,
        EXIT.usage,
      );
    return device;
  });
  const listed = lspci === undefined ? [] : parseLspci(readFileSync(lspci === "-" ? 0 : lspci, "utf8"));
  if (lspci !== undefined && listed.length === 0)
    throw new UserError(
      `${lspci}: names no PCI device: give what \`lspci -nn\` prints (-nn shows the ids)`,
      EXIT.usage,
    );
  const all = [...named, ...listed];
  if (all.length === 0)
    throw new UserError("kernel add-driver: no device given: name ids, or --lspci FILE", EXIT.usage);
  return [...new Map(all.map((device) => [idText(device), device])).values()];
}

function kernelFolder(places: Places, asked: string | undefined): string {
  const dir = asked === undefined ? extractedKernel(places) : resolve(asked);
  if (dir !== null) return dir;
  throw new UserError(
    `${join(places.output, "build")}: no sources of a kernel there: build it once, or name a tree with --kernel DIR`,
    EXIT.usage,
  );
}

function titlesOf(outcomes: readonly Outcome[]): ReadonlyMap<string, string> {
  return new Map(
    outcomes.flatMap(({ additions, device }) =>
      additions.map(({ symbol }): [string, string] => [`CONFIG_${symbol}`, titleOf(device)]),
    ),
  );
}

function titleOf(device: PciDevice): string {
  const id = idText(device);
  return device.name === id ? id : `${id} ${device.name}`;
}

function* linesOf(
  outcomes: readonly Outcome[],
  settings: ReadonlyMap<string, string>,
  fragment: string,
  { dryRun }: AddDriverOptions,
): Generator<string> {
  for (const { additions, device, drivers } of outcomes) {
    const title = titleOf(device);
    if (drivers.length === 0) yield `${title}: no driver in this kernel names it`;
    for (const addition of additions) {
      const name = `CONFIG_${addition.symbol}`;
      if (addition.kind === "already") yield `${title}: ${name}=${addition.value} already`;
      else if (addition.kind === "impossible") yield `${title}: ${name} cannot be set: ${addition.why}`;
      else {
        const others = [...addition.settings].filter(([each]) => each !== addition.symbol);
        const more = others.map(([each, value]) => `CONFIG_${each}=${value}`).join(", ");
        yield `${title}: ${name}=${addition.settings.get(addition.symbol) ?? "y"}${more === "" ? "" : `, for which: ${more}`}`;
      }
    }
    const rest = drivers.slice(additions.length);
    if (rest.length > 0)
      yield `  also for it: ${rest.map(({ symbol }) => `CONFIG_${symbol}`).join(", ")} (--all sets them)`;
  }
  if (settings.size === 0) yield "nothing to write";
  else yield `${fragment}: ${settings.size} settings${dryRun ? " would be" : ""} written`;
}
