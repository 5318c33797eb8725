/** The files that a kernel's configuration is merged from, as the image's own configuration names them. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fragmentsOf } from "./hardware.js";

const BASE = "BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE";
const FRAGMENTS = "BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES";

/** Where paths of a configuration begin. */
export interface MergePlaces {
  readonly output: string;
  /** The external tree that `$(BR2_EXTERNAL_IPA_PATH)` stands for. */
  readonly repo: string;
  /** Paths that are not absolute begin here. */
  readonly buildroot: string;
}

/**
 * In the order in which they count, without `fragment` itself; those of the usual image where nothing is configured
 * yet.
 */
export function mergedConfigFiles(places: MergePlaces, fragment: string | null): readonly string[] {
  return filesNamedIn(imageConfiguration(places), places).filter((path) => path !== fragment);
}

/** The text of the image's `.config`; the usual image's defconfig where nothing is configured yet. */
export function imageConfiguration({ output, repo }: Pick<MergePlaces, "output" | "repo">): string {
  const config = join(output, ".config");
  return readFileSync(existsSync(config) ? config : join(repo, "configs/openstack_ipa_defconfig"), "latin1");
}

/** Whether the kernel's configuration begins with a file, and not with one of the kernel's own. */
export function beginsWithFile(configText: string): boolean {
  return /^BR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y$/m.test(configText);
}

/** Base, the fragments of the menu "IPA hardware", and those that are named: of a `.config` or a defconfig. */
export function filesNamedIn(
  configText: string,
  { repo, buildroot }: Pick<MergePlaces, "repo" | "buildroot">,
): readonly string[] {
  const variables = new Map([
    ["BR2_EXTERNAL_IPA_PATH", repo],
    ["TOPDIR", buildroot],
  ]);
  for (const [, name = "", path = ""] of configText.matchAll(/^(BR2_EXTERNAL_\w+_PATH)="(.*)"$/gm))
    variables.set(name, path);
  const named = (name: string) => {
    const value = new RegExp(`^${name}="(.*)"$`, "m").exec(configText)?.[1] ?? "";
    return value
      .split(/\s+/)
      .map((word) => word.replace(/\$\((\w+)\)/g, (whole, inner: string) => variables.get(inner) ?? whole))
      .filter((word) => word !== "" && !word.includes("$("))
      .map((word) => resolve(buildroot, word));
  };
  return [...named(BASE), ...fragmentsOf(repo, configText), ...named(FRAGMENTS)];
}
