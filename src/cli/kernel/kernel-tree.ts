/** Where the kernel's sources are: extracted by Buildroot, or in the archive that it downloaded. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { STATE_FOLDER } from "../../buildroot/incremental/evaluation.js";
import type { Places } from "../commands/places.js";

/** The folder in which Buildroot has the kernel; null before it is extracted. */
export function extractedKernel({ output }: Pick<Places, "output">): string | null {
  const build = join(output, "build");
  const names = existsSync(build) ? readdirSync(build) : [];
  // The headers of a toolchain are a kernel's sources, too, of another version perhaps.
  const isKernel = (each: string) => each.startsWith("linux-") && !each.startsWith("linux-headers-");
  const name = names.find((each) => isKernel(each) && existsSync(join(build, each, "Kconfig")));
  return name === undefined ? null : join(build, name);
}

/** The archive of the version that the configuration names; null where it was not downloaded yet. */
export function kernelArchive({ downloads, output }: Pick<Places, "downloads" | "output">): string | null {
  const config = join(output, ".config");
  const text = existsSync(config) ? readFileSync(config, "latin1") : "";
  const version = /^BR2_LINUX_KERNEL_VERSION="(\d[\w.-]*)"$/m.exec(text)?.[1];
  if (version === undefined) return null;
  const names = ["xz", "gz"].map((ending) => join(downloads, "linux", `linux-${version}.tar.${ending}`));
  return names.find((path) => existsSync(path)) ?? null;
}

/** What a configuration needs of the sources: a tenth of a percent of what they hold. */
const PARTS = [
  ...["Kconfig*", "Makefile*", "Kbuild*", "scripts", "arch/*/tools", "drivers/*.sh", "arch/*.sh"],
].map((part) => `*/${part}`);

/**
 * The Kconfig files of an archive, unpacked once into the output folder.
 * @throws UserError (1) when tar cannot read it
 */
export async function unpackedKernel(archive: string, { output }: Pick<Places, "output">): Promise<string> {
  const { size, mtimeMs } = statSync(archive);
  const folder = join(output, STATE_FOLDER, "kernel-sources");
  const target = join(
    folder,
    `${basename(archive).replace(/\.tar\.\w+$/, "")}-${size}-${Math.trunc(mtimeMs)}`,
  );
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const fresh = mkdtempSync(join(folder, ".new-"));
  try {
    const words = ["-xf", archive, "-C", fresh, "--strip-components=1", "--wildcards", "--", ...PARTS];
    const result = await execa("tar", words, { reject: false, env: { LC_ALL: "C" } });
    // A part that this version does not have is no failure.
    if (!existsSync(join(fresh, "Kconfig")))
      throw new UserError(
        `${archive}: tar cannot read it: ${(result.stderr ?? result.shortMessage ?? "").split("\n")[0]}: delete it, and get it again with \`ipa-image source\``,
        EXIT.failure,
      );
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return target;
}
