/** Takes a package, or what it installed, out of an output folder with per-package folders. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface BuiltPackage {
  readonly name: string;
  /** `build/busybox-1.37.0`, below the output folder. */
  readonly stampDir: string;
}

/** Removes all that a package left: its per-package folders, then its build folder. target/ and images/ are made anew. */
export function takeOut(output: string, gone: BuiltPackage): void {
  const buildFolder = safeBuildFolder(output, gone);
  rmSync(join(output, "per-package", gone.name), { recursive: true, force: true });
  rmSync(buildFolder, { recursive: true, force: true });
}

/** Stamps of the steps that a change of the kconfig files asks again; sources, patches and objects stay. */
const CONFIGURED_AND_LATER =
  /^\.stamp_(dotconfig|kconfig_fixup_done|configured|built|staging_installed|target_installed|host_installed|images_installed|installed)$/;

/** Lets a package configure and build in place: what it installed goes, and is installed anew. */
export function takeOutInstalled(output: string, built: BuiltPackage): void {
  const buildFolder = safeBuildFolder(output, built);
  for (const name of readdirSync(buildFolder)) {
    if (CONFIGURED_AND_LATER.test(name)) rmSync(join(buildFolder, name));
  }
  rmSync(join(output, "per-package", built.name), { recursive: true, force: true });
}

/** A damaged record must not lead out of the build folder. */
function safeBuildFolder(output: string, { name, stampDir }: BuiltPackage): string {
  const isName = (text: string | undefined) =>
    text !== undefined && /^[^/]+$/.test(text) && text !== "." && text !== "..";
  const [first, second, ...rest] = stampDir.split("/");
  if (first !== "build" || !isName(second) || rest.length > 0 || !isName(name))
    throw new Error(
      `${stampDir}: is no folder of a package in ${output}/build: remove ${output}/.ipa-image, and build again`,
    );
  return join(output, stampDir);
}
