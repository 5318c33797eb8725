/** The files that a kernel's configuration is merged from, as the image's own configuration names them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fragmentsOf } from "./hardware.js";

const BASE = "BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE";
const FRAGMENTS = "BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES";

/**
 * In the order in which they count, without `fragment` itself; those of the usual image where nothing is configured
 * yet. @param repo the external tree that `$(BR2_EXTERNAL_IPA_PATH)` stands for
 */
export function mergedConfigFiles(
  { output, repo }: { readonly output: string; readonly repo: string },
  fragment: string | null,
): readonly string[] {
  return filesNamedIn(imageConfiguration({ output, repo }), repo).filter((path) => path !== fragment);
}

/** The text of the image's `.config`; the usual image's defconfig where nothing is configured yet. */
export function imageConfiguration({
  output,
  repo,
}: {
  readonly output: string;
  readonly repo: string;
}): string {
  const config = join(output, ".config");
  return readFileSync(existsSync(config) ? config : join(repo, "configs/openstack_ipa_defconfig"), "latin1");
}

/** Base, the fragments of the menu "IPA hardware", and those that are named: of a `.config` or a defconfig. */
export function filesNamedIn(configText: string, repo: string): readonly string[] {
  const named = (name: string) => {
    const value = new RegExp(`^${name}="(.*)"$`, "m").exec(configText)?.[1] ?? "";
    return value
      .split(/\s+/)
      .map((word) => word.replace("$(BR2_EXTERNAL_IPA_PATH)", repo))
      .filter((word) => word !== "" && !word.includes("$("));
  };
  return [...named(BASE), ...fragmentsOf(repo, configText), ...named(FRAGMENTS)];
}
