/** What this Buildroot lets one declare: its newest gcc and kernel headers may be older than the host's. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, UserError } from "../errors.js";

const OPTIONS = "toolchain/toolchain-external/toolchain-external-custom/Config.in.options";

/** Versions as numbers: "6.12" is newer than "6.2". */
function compareVersions(a: string, b: string): number {
  const [x = [], y = []] = [a, b].map((version) => version.split(".").map(Number));
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0);
}

/** The versions of the symbols BR2_TOOLCHAIN_EXTERNAL_<what>_<version>, as "6.12" or "14". */
export function offeredVersions(options: string, what: "GCC" | "HEADERS"): readonly string[] {
  const pattern = new RegExp(`^config BR2_TOOLCHAIN_EXTERNAL_${what}_(\\d+(?:_\\d+)?)$`, "gm");
  return [...options.matchAll(pattern)].map((match) => (match[1] ?? "").replace("_", "."));
}

/**
 * The headers' version to declare. Buildroot compares strictly, but for its newest version: there it only wants
 * headers that are no older.
 */
export function declaredHeaders(options: string, version: string): string | null {
  const offered = [...offeredVersions(options, "HEADERS")].sort(compareVersions);
  if (offered.includes(version)) return version;
  const newest = offered.at(-1);
  return newest !== undefined && compareVersions(version, newest) > 0 ? newest : null;
}

/**
 * Fits the host's versions to a tree.
 * @returns the headers' version to declare
 * @throws UserError (host) when the tree has no symbol for this gcc or these headers
 */
export async function fitToTree(buildroot: string, gccMajor: number, headers: string): Promise<string> {
  const file = join(buildroot, OPTIONS);
  const options = await readFile(file, "latin1").catch(() => {
    throw new UserError(`${buildroot}: is no Buildroot tree: run \`ipa-image fetch\``, EXIT.noBuildroot);
  });
  const gccs = offeredVersions(options, "GCC");
  if (!gccs.includes(String(gccMajor))) {
    throw new UserError(
      `gcc ${gccMajor}: this Buildroot knows gcc ${gccs.at(0) ?? "?"} at the newest: install an older gcc beside it and name that one (gcc-${gccs.at(0) ?? "14"})`,
      EXIT.host,
    );
  }
  const declared = declaredHeaders(options, headers);
  if (declared === null) {
    throw new UserError(
      `${file}: knows no kernel headers ${headers}: install the distribution's current kernel headers`,
      EXIT.host,
    );
  }
  return declared;
}
