/** The menu "IPA hardware" (linux-configs/Config.in): which fragments a profile merges over base.config. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Config,
  createConfig,
  type KconfigTree,
  nodeHost,
  readConfiguration,
  readTree,
  YES,
} from "kconfig-parser";

/** Buildroot's names of the architectures that images are made for, by the kernel's. */
export const ARCHITECTURES = { x86: "BR2_x86_64", arm64: "BR2_aarch64" } as const;
export type Architecture = keyof typeof ARCHITECTURES;

export const HARDWARE = ["ci", "server", "full"] as const;
export type Hardware = (typeof HARDWARE)[number];

export interface HardwareChoice {
  readonly arch: Architecture;
  /** Null: no profile, only `more`. */
  readonly profile: Hardware | null;
  /** Names of fragments besides those of the profile (`net-10g`). */
  readonly more?: readonly string[];
}

/** Every fragment's name, sorted. @param repo the external tree */
export function fragmentNames(repo: string): readonly string[] {
  const folder = join(repo, "linux-configs/fragments");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".config"))
    .map((file) => file.slice(0, -".config".length))
    .sort();
}

/** `net-10g` → `IPA_LINUX_NET_10G`, as external.mk spells it. */
export function fragmentSymbol(name: string): string {
  return `IPA_LINUX_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** The files that external.mk hands to Buildroot, in its order, where `isSet` says which options are y. */
export function chosenFragments(repo: string, isSet: (symbol: string) => boolean): readonly string[] {
  return fragmentNames(repo)
    .filter((name) => isSet(fragmentSymbol(name)))
    .map((name) => join(repo, "linux-configs/fragments", `${name}.config`));
}

/** The files of a profile; of no configuration, so that no Buildroot is needed. */
export function profileFragments(
  repo: string,
  { arch, profile, more = [] }: HardwareChoice,
): readonly string[] {
  const settings = [
    `IPA_HARDWARE_${(profile ?? "custom").toUpperCase()}=y`,
    `${ARCHITECTURES[arch]}=y`,
    ...more.map((name) => `${fragmentSymbol(name)}=y`),
  ];
  return fragmentsOf(repo, settings.join("\n"));
}

/** The files that a configuration asks for, a defconfig or a whole one: what it leaves open is at its default. */
export function fragmentsOf(repo: string, configText: string): readonly string[] {
  const tree = hardwareTree(repo);
  if (tree === null) return [];
  const config: Config = createConfig(tree);
  readConfiguration(config, configText, "configuration");
  return chosenFragments(repo, (name) => {
    const symbol = tree.symbol(name);
    return symbol !== undefined && config.triValue(symbol) === YES;
  });
}

/** What of Buildroot's own options the menu asks for. */
const AROUND = `config BR2_LINUX_KERNEL
	def_bool y
${Object.values(ARCHITECTURES)
  .map((name) => `config ${name}\n\tbool "${name}"\n`)
  .join("")}config OPENSTACK_IPA
	bool "agent"
	default y
source "linux-configs/Config.in"
`;

/** The menu by itself; null where the external tree has none. */
export function hardwareTree(repo: string): KconfigTree | null {
  if (!existsSync(join(repo, "linux-configs/Config.in"))) return null;
  const host = nodeHost(repo, { CONFIG_: "" });
  const top = "hardware.in";
  return readTree(
    top,
    { ...host, readFile: (path) => (path === top ? AROUND : host.readFile(path)) },
    "buildroot",
  );
}
