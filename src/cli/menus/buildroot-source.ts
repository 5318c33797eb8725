/** Buildroot with the IPA options; when there is no configuration yet, one from the defconfig of the image. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_PROFILE, PROFILES } from "../commands/profiles.js";
import { loadSlowWork } from "./load-slow-work.js";
import type { TreeSource } from "./tree-source.js";

export interface BuildrootOptions {
  readonly id: string;
  readonly title: string;
  readonly repo: string;
  readonly buildroot: string;
  readonly output: string;
  /** Another file than the output folder's `.config`. */
  readonly config?: string | undefined;
}

export function buildrootSource({
  id,
  title,
  repo,
  buildroot,
  output,
  config,
}: BuildrootOptions): TreeSource {
  const places = { repo, buildroot, output };
  return {
    id,
    title,
    async open() {
      const { prepareBuildrootKconfig } = await loadSlowWork();
      if (config === undefined && !existsSync(join(output, ".config"))) {
        // What `ipa-image build` would start from, so that the first look shows the image and not Buildroot's defaults.
        const { applyDefconfig } = await loadSlowWork();
        await applyDefconfig({ ...places, name: PROFILES[DEFAULT_PROFILE] });
      }
      const prepared = await prepareBuildrootKconfig(places);
      const place = {
        ...prepared,
        dialect: "buildroot" as const,
        defconfigOption: "BR2_DEFCONFIG",
        // What the image is made of comes first; Buildroot has it at the end of its main menu.
        firstOption: "OPENSTACK_IPA_GIT_URL",
      };
      return { place: config === undefined ? place : { ...place, configPath: resolve(config) } };
    },
    async keepDefconfig() {
      const { saveDefconfig } = await loadSlowWork();
      return `${await saveDefconfig(places)}:\nall that differs from the defaults.`;
    },
  };
}
