/** The files that a kernel's configuration is merged from, as the image's own configuration names them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const BASE = "BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE";
const FRAGMENTS = "BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES";

/**
 * In the order in which they count, without `fragment` itself; those of the usual profile where nothing is configured
 * yet. @param repo the external tree that `$(BR2_EXTERNAL_IPA_PATH)` stands for
 */
export function mergedConfigFiles(
  { output, repo }: { readonly output: string; readonly repo: string },
  fragment: string,
): readonly string[] {
  const config = join(output, ".config");
  const text = readFileSync(
    existsSync(config) ? config : join(repo, "configs/openstack_ipa_defconfig"),
    "utf8",
  );
  const words = [BASE, FRAGMENTS].flatMap((name) => {
    const value = new RegExp(`^${name}="(.*)"$`, "m").exec(text)?.[1] ?? "";
    return value.split(/\s+/).filter((word) => word !== "");
  });
  return words
    .map((word) => word.replace("$(BR2_EXTERNAL_IPA_PATH)", repo))
    .filter((path) => path !== fragment && !path.includes("$("));
}
