import type { DialectName } from "./dialect.js";
import type { Host } from "./host.js";
import { readSource } from "./parse/source-files.js";

/** What a tree is read with when nothing tells which tools it is for. */
const defaultDialect: DialectName = "linux-6.12";

/**
 * The dialect that a tree is written for, by what the top file says (`BR2_`, BusyBox's first symbol), by KERNELVERSION
 * in the environment, or by the Makefile next to the file; `linux-6.12` when nothing tells.
 */
export function detectDialect(host: Host, file: string): DialectName {
  const text = readSource(host, file) ?? "";
  if (text.includes("BR2_")) return "buildroot";
  if (/^config HAVE_DOT_CONFIG$/m.test(text)) return "busybox";
  const makefile = `${file.slice(0, file.lastIndexOf("/") + 1)}Makefile`;
  const version =
    versionOf(host.env("KERNELVERSION")) ??
    makefileVersion(host.readFile(makefile)) ??
    makefileVersion(readSource(host, `${host.env("srctree") ?? "."}/${makefile}`));
  return version === null ? defaultDialect : dialectOfLinux(version);
}

interface Version {
  readonly major: number;
  readonly minor: number;
}

/** Which of our dialects reads the trees of a version of Linux. */
function dialectOfLinux({ major, minor }: Version): DialectName {
  const before = (otherMajor: number, otherMinor: number): boolean =>
    major < otherMajor || (major === otherMajor && minor < otherMinor);
  if (before(4, 18)) return "linux-4.17";
  if (before(6, 9)) return "linux-6.1";
  if (before(6, 18)) return "linux-6.12";
  // A year: U-Boot and others number so, with tools of the years in which choices were symbols.
  return major < 1000 ? "linux-next" : "linux-6.1";
}

function makefileVersion(makefile: string | null): Version | null {
  const found = /^VERSION\s*=\s*(\d+)\s*\nPATCHLEVEL\s*=\s*(\d+)/m.exec(makefile ?? "");
  return found && { major: Number(found[1]), minor: Number(found[2]) };
}

function versionOf(text: string | undefined): Version | null {
  const found = /^(\d+)\.(\d+)/.exec(text ?? "");
  return found && { major: Number(found[1]), minor: Number(found[2]) };
}
