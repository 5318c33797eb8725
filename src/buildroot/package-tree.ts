/**
 * The sources of a package that has a Kconfig tree of its own (the kernel, BusyBox), as Buildroot has them: where they
 * are, how its make is called for them, and how they come to be there.
 */
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { replaceFile, runInGroup } from "../scheduler/index.js";
import { EXIT, UserError } from "./errors.js";
import { lockOutput } from "./lock.js";
import { captureMake, makeArguments, makeEnvironment } from "./make.js";
import { shellWords } from "./shell-words.js";

export type KconfigPackage = "linux" | "busybox";

export interface PackagePlaces {
  readonly buildroot: string;
  readonly output: string;
  readonly externals: readonly string[];
  readonly package: KconfigPackage;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface PackageTree {
  /** Where the sources are, or will be. */
  readonly dir: string;
  /** What Buildroot gives make for a configuration: `ARCH=…`, `CROSS_COMPILE=…`, `HOSTCC=…`. */
  readonly variables: readonly string[];
  /** The configuration that it starts from, a file; null for one of the sources' own. */
  readonly configFile: string | null;
  readonly fragments: readonly string[];
  /** The sources are there, and a configuration in them. */
  readonly isPrepared: boolean;
}

const NAMES: Readonly<Record<KconfigPackage, { title: string; symbol: string }>> = {
  linux: { title: "kernel", symbol: "BR2_LINUX_KERNEL" },
  busybox: { title: "BusyBox", symbol: "BR2_PACKAGE_BUSYBOX" },
};

/** Up to this stamp is what `make linux-menuconfig` does before its menus. */
const PREPARED = ".stamp_kconfig_fixup_done";

/** What Buildroot's makefiles say of a package. */
type Facts = Omit<PackageTree, "isPrepared"> & { readonly isWanted: boolean };

/**
 * Asks Buildroot, by the configuration that is saved in the output folder.
 * @throws UserError: 9 when there is no configuration or it has no such package; 1 when make fails
 */
export async function packageTree(places: PackagePlaces): Promise<PackageTree> {
  const { title, symbol } = NAMES[places.package];
  const config = join(places.output, ".config");
  if (!existsSync(config))
    throw new UserError(`${config}: there is no configuration yet: save one in the menus first`, EXIT.config);
  const { isWanted, ...tree } = (await rememberedFacts(places, config))[places.package];
  if (!isWanted)
    throw new UserError(
      `${config}: this configuration builds no ${title}: set ${symbol}, and save it, to have one`,
      EXIT.config,
    );
  return { ...tree, isPrepared: existsSync(join(tree.dir, PREPARED)) };
}

type AllFacts = Readonly<Record<KconfigPackage, Facts>>;

/** The last answer, for folders that have no place to keep it in yet. */
let last: { readonly key: string; readonly facts: AllFacts } | null = null;

/** Reading all of Buildroot's makefiles takes seconds: of both packages at once, and once a configuration. */
async function rememberedFacts(places: PackagePlaces, config: string): Promise<AllFacts> {
  const folder = join(places.output, ".ipa-image");
  const memory = join(folder, "package-trees.json");
  const makefiles = [places.buildroot, ...places.externals].flatMap((dir) =>
    ["Makefile", "external.mk", "linux/linux.mk", "package/busybox/busybox.mk"].map((file) =>
      join(dir, file),
    ),
  );
  const files = [config, join(places.output, "local.mk"), ...makefiles];
  const key = JSON.stringify([
    places.output,
    places.buildroot,
    places.externals,
    process.env.PATH,
    files.map(look),
  ]);
  if (last?.key === key) return last.facts;
  try {
    const known = JSON.parse(readFileSync(memory, "utf8")) as { key: string; facts: AllFacts };
    if (known.key === key) return known.facts;
  } catch {
    // Never asked, or not whole.
  }
  const facts = await askFacts(places);
  last = { key, facts };
  if (existsSync(folder)) replaceFile(memory, Buffer.from(JSON.stringify({ key, facts })));
  return facts;
}

function look(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

async function askFacts(places: PackagePlaces): Promise<AllFacts> {
  const variables = ["DIR", "KCONFIG_OPTS", "KCONFIG_FILE", "KCONFIG_FRAGMENT_FILES"];
  const names = (["linux", "busybox"] as const).flatMap((each) => [
    NAMES[each].symbol,
    ...variables.map((variable) => `${each.toUpperCase()}_${variable}`),
  ]);
  const lines = await captureMake({
    ...places,
    targets: ["printvars"],
    flags: ["-s"],
    variables: { VARS: names.join(" ") },
  });
  const value = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  const facts = (each: KconfigPackage): Facts => {
    const of = (variable: string): string => value(`${each.toUpperCase()}_${variable}`);
    return {
      isWanted: value(NAMES[each].symbol) === "y",
      dir: of("DIR"),
      variables: shellWords(of("KCONFIG_OPTS")).filter((word) => /^\w+=/.test(word)),
      configFile: of("KCONFIG_FILE") || null,
      fragments: of("KCONFIG_FRAGMENT_FILES").split(" ").filter(Boolean),
    };
  };
  return { linux: facts("linux"), busybox: facts("busybox") };
}

/**
 * Has Buildroot fetch, extract, patch and configure the sources, and build what their Kconfig needs (the toolchain,
 * first of all), as `make linux-menuconfig` would before its menus. Nothing is done when all of it is there.
 * @throws UserError with make's last lines; 1 while a build is at work in the output folder
 */
export async function preparePackageTree(
  places: PackagePlaces,
  tree: PackageTree,
  onLine: (line: string) => void,
): Promise<void> {
  const release = await lockOutput(places.output, { command: `${places.package}-menuconfig` });
  try {
    const last: string[] = [];
    const words = makeArguments({ ...places, targets: [], onLine });
    const result = await runInGroup("make", [...words, join(tree.dir, PREPARED)], {
      cwd: places.buildroot,
      env: { ...makeEnvironment(), ...places.env },
      onLine: (raw) => {
        const line = withoutColours(raw);
        last.push(line);
        if (last.length > 8) last.shift();
        onLine(line);
      },
      ...(places.signal ? { signal: places.signal } : {}),
    });
    if (result.exitCode === 0) return;
    const { title } = NAMES[places.package];
    throw new UserError(
      `make: could not prepare the sources of the ${title}:\n${(result.startError ? [result.startError] : last).join("\n")}\nMend what it names (the network, the disk, the configuration), or open a tree of yours with --${places.package === "linux" ? "kernel" : "busybox"} DIR.`,
      EXIT.build,
    );
  } finally {
    await release();
  }
}

/** Buildroot writes its headlines in reverse video. */
function withoutColours(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
  return line.replace(/\x1b\[[0-9;]*m/g, "");
}

/**
 * To be called when the package's `.config` was written: Buildroot then takes it into the next build, as after its own
 * menus. Its own corrections are made by that build, too.
 */
export function packageConfigChanged(dir: string): void {
  for (const stamp of [
    "kconfig_fixup_done",
    "configured",
    "built",
    "target_installed",
    "staging_installed",
    "images_installed",
  ])
    rmSync(join(dir, `.stamp_${stamp}`), { force: true });
}
