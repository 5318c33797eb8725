/** How a toolchain's facts are said to Buildroot: lines of a configuration, and how they get into one. */

import { EXIT, UserError } from "../errors.js";

export interface ToolchainFacts {
  readonly directory: string;
  /** Prefix of the tools' names: `x86_64-linux-gnu`. */
  readonly machine: string;
  readonly gccMajor: number;
  /** Of the kernel's headers, "6.1". */
  readonly headers: string;
  /** Whether the C library still has Sun RPC (glibc before 2.32). */
  readonly rpc: boolean;
  readonly cxx: boolean;
}

/** The symbols that a from-host toolchain decides. Everything below them follows by the tree's own defaults. */
export function toolchainLines(facts: ToolchainFacts): readonly string[] {
  return [
    "BR2_TOOLCHAIN_EXTERNAL=y",
    "BR2_TOOLCHAIN_EXTERNAL_CUSTOM=y",
    "BR2_TOOLCHAIN_EXTERNAL_PREINSTALLED=y",
    `BR2_TOOLCHAIN_EXTERNAL_PATH="${quote(facts.directory)}"`,
    `BR2_TOOLCHAIN_EXTERNAL_CUSTOM_PREFIX="${quote(facts.machine)}"`,
    `BR2_TOOLCHAIN_EXTERNAL_GCC_${facts.gccMajor}=y`,
    `BR2_TOOLCHAIN_EXTERNAL_HEADERS_${facts.headers.replace(".", "_")}=y`,
    "BR2_TOOLCHAIN_EXTERNAL_CUSTOM_GLIBC=y",
    facts.rpc ? "BR2_TOOLCHAIN_EXTERNAL_INET_RPC=y" : "# BR2_TOOLCHAIN_EXTERNAL_INET_RPC is not set",
    facts.cxx ? "BR2_TOOLCHAIN_EXTERNAL_CXX=y" : "# BR2_TOOLCHAIN_EXTERNAL_CXX is not set",
    "# BR2_TOOLCHAIN_EXTERNAL_DLANG is not set",
    "# BR2_TOOLCHAIN_EXTERNAL_FORTRAN is not set",
    "# BR2_TOOLCHAIN_EXTERNAL_OPENMP is not set",
  ];
}

function quote(text: string): string {
  return text.replace(/[\\"]/g, (character) => `\\${character}`);
}

/** The lines as the text of a defconfig fragment, newline at the end. */
export function toolchainFragment(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

const DECIDED =
  /^(?:# )?(BR2_TOOLCHAIN_(?:EXTERNAL|BUILDROOT)(?:_\w+)?|BR2_PACKAGE_(?:HAS|PROVIDES)_TOOLCHAIN\w*)(?:=| is not set)/;

/**
 * A configuration (`.config` or defconfig) with another toolchain: every line that decides on the old one is taken
 * out, the new lines are put at the end. What was derived from the old toolchain comes out of the next olddefconfig.
 * @param config the file's text, newlines as they are
 * @throws UserError (config) when the configuration is for another architecture than the toolchain
 */
export function withToolchain(config: string, lines: readonly string[]): string {
  const wanted = /^BR2_ARCH="([^"]*)"$/m.exec(config)?.[1];
  const machine = /^BR2_TOOLCHAIN_EXTERNAL_CUSTOM_PREFIX="([^"-]*)/m.exec(lines.join("\n"))?.[1];
  if (wanted !== undefined && machine !== undefined && wanted !== machine) {
    throw new UserError(
      `.config: is for ${wanted}, and this machine's compiler makes code for ${machine}: use a downloaded toolchain, or configure for ${machine}`,
      EXIT.config,
    );
  }
  const kept = config
    .split("\n")
    .filter((line) => !DECIDED.test(line))
    .join("\n");
  const body = kept === "" || kept.endsWith("\n") ? kept : `${kept}\n`;
  return body + toolchainFragment(lines);
}
