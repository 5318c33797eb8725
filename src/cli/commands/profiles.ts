/** The images this project knows, each by its defconfig. */
import { InvalidArgumentError } from "commander";

export const PROFILES = {
  openstack: "openstack_ipa_defconfig",
  "openstack-aarch64": "openstack_ipa_aarch64_defconfig",
  minimal: "ipa_minimal_defconfig",
} as const;

export type Profile = keyof typeof PROFILES;

export const DEFAULT_PROFILE: Profile = "openstack";

/** Reads `--profile NAME`. */
export function parseProfile(text: string): Profile {
  if (Object.hasOwn(PROFILES, text)) return text as Profile;
  throw new InvalidArgumentError(`name ${Object.keys(PROFILES).join(" or ")}.`);
}
