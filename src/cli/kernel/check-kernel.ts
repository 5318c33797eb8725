/** Holds an image's kernel fragments against a kernel's tree: for `ipa-image kernel check`, and before a build. */
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { KconfigError, openCachedTree } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { type UnmetNeed, unmetNeeds } from "../../kernel/agent-needs.js";
import { checkFragments, type Shortfall } from "../../kernel/check.js";
import { ARCHITECTURES, type Architecture, type Hardware, profileFragments } from "../../kernel/hardware.js";
import { beginsWithFile, filesNamedIn, imageConfiguration } from "../../kernel/merged-files.js";
import type { FragmentFile } from "../../kernel/requests.js";
import { openSourceTree } from "../../trees/open-source-tree.js";
import type { Places } from "../commands/places.js";
import { loadSlowWork } from "../menus/load-slow-work.js";

/** What is held against the kernel. */
export interface KernelWishes {
  readonly arch: Architecture;
  readonly files: readonly FragmentFile[];
  /** What of it was not asked for by anybody: the configuration of the usual image, where there is none yet. */
  readonly assumed: string | null;
  /** Whether the agent is in the image, so that its needs count. */
  readonly hasAgent: boolean;
}

export interface KernelCheck {
  readonly asked: number;
  readonly shortfalls: readonly Shortfall[];
  readonly unmet: readonly UnmetNeed[];
}

/**
 * What the image's configuration asks for; that of the usual image where nothing is configured yet.
 * @throws UserError (9) where it does not begin with a file, or names one that cannot be read
 */
export function wishesOfImage(places: Places): KernelWishes {
  const text = imageConfiguration(places);
  if (!beginsWithFile(text))
    throw new UserError(
      `${join(places.output, ".config")}: the kernel's configuration begins with one of the kernel's own, which is not looked at: give --profile, or set BR2_LINUX_KERNEL_USE_CUSTOM_CONFIG`,
      EXIT.config,
    );
  const arch = new RegExp(`^${ARCHITECTURES.arm64}=y$`, "m").test(text) ? "arm64" : "x86";
  const hasAgent = !/^# OPENSTACK_IPA is not set$/m.test(text);
  const path = join(places.output, ".config");
  const assumed = existsSync(path)
    ? null
    : `${path}: there is none yet: the usual image's (openstack_ipa_defconfig) is held against the kernel`;
  return { arch, files: read(filesNamedIn(text, places)), hasAgent, assumed };
}

/** What a profile asks for, with the user's own fragment. */
export function wishesOfProfile({ repo }: Places, profile: Hardware, arch: Architecture): KernelWishes {
  const folder = join(repo, "linux-configs");
  const paths = [
    join(folder, "base.config"),
    ...profileFragments(repo, { arch, profile }),
    join(folder, "local.config"),
  ];
  return { arch, files: read(paths), hasAgent: true, assumed: null };
}

function read(paths: readonly string[]): readonly FragmentFile[] {
  return paths.map((path) => {
    try {
      return { path, text: readFileSync(path, "latin1") };
    } catch {
      throw new UserError(
        `${path}: the configuration names it as a part of the kernel's, and it cannot be read: correct BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES in \`ipa-image menuconfig\``,
        EXIT.config,
      );
    }
  });
}

/**
 * @param dir the kernel's tree, or what of it a configuration needs
 * @throws UserError: 2 for a folder that is no kernel's, 3 without make, 9 where its Kconfig files are wrong
 */
export async function checkKernel(
  { arch, files, hasAgent }: KernelWishes,
  dir: string,
): Promise<KernelCheck> {
  const variables = [`ARCH=${arch === "x86" ? "x86_64" : arch}`];
  const place = await openSourceTree({ kind: "linux", dir, variables, env: process.env, make: loadSlowWork });
  try {
    const { tree, keep } = openCachedTree(place.kconfigFile, { cwd: place.cwd, env: place.env });
    keep();
    const { asked, config, shortfalls } = checkFragments(tree, files);
    return { asked, shortfalls, unmet: hasAgent ? unmetNeeds(config, arch) : [] };
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    throw new UserError(
      `${dir}: its Kconfig files cannot be read: ${error.message}: get the sources anew`,
      EXIT.config,
    );
  }
}

/** A path as a person in `cwd` would write it. */
export function shownPath(path: string, cwd = process.cwd()): string {
  return isAbsolute(path) && path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
