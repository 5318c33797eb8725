/**
 * What Buildroot's Makefile finds out about the host's C compiler before it starts Kconfig: the two values reach
 * Kconfig as HOSTARCH and HOST_GCC_VERSION and decide which options are offered.
 */
import { execa } from "execa";

/** The newest gcc that Buildroot 2026.02 has a symbol for (its HOSTCC_MAX_VERSION); newer ones count as this one. */
export const HOST_GCC_MAX = 15;

export interface HostCompiler {
  /** The command and its words, as HOSTCC of the environment or `gcc`. */
  readonly command: readonly string[];
  /** HOSTARCH; empty without a compiler. */
  readonly arch: string;
  /** HOST_GCC_VERSION: the major version, or "4 8" for a gcc 4.8. */
  readonly gccVersion: string;
}

/** The order matters: each substitution sees the result of the one before, and replaces its first match only. */
const ARCH_NAMES: readonly (readonly [RegExp, string])[] = [
  [/i.86/, "x86"],
  [/sun4u/, "sparc64"],
  [/arm.*/, "arm"],
  [/sa110/, "arm"],
  [/ppc64/, "powerpc64"],
  [/ppc/, "powerpc"],
  [/macppc/, "powerpc"],
  [/sh.*/, "sh"],
];

/** HOSTARCH out of what `gcc -v` prints ("Target: x86_64-linux-gnu"); empty when it names no target. */
export function archFromVerbose(text: string): string {
  const target = /^Target: ([^-\n]*)/m.exec(text)?.[1] ?? "";
  return ARCH_NAMES.reduce((name, [pattern, replacement]) => name.replace(pattern, replacement), target);
}

/**
 * HOST_GCC_VERSION out of what `gcc --version` prints. A text without a version gives the newest known one:
 * that is what Buildroot's shell line comes to when its comparison fails.
 */
export function versionFromBanner(text: string): string {
  const match = /^.* ([0-9]*)\.([0-9]*)\.([0-9]*)/m.exec(text);
  const major = match?.[1] ?? "";
  if (major === "" || Number(major) > HOST_GCC_MAX) return String(HOST_GCC_MAX);
  return major === "4" ? `4 ${match?.[2] ?? ""}` : major;
}

/** Asks the host's compiler. Never fails: a missing compiler is an answer too (`ipa-image doctor` complains of it). */
export async function probeHostCompiler(
  env: Readonly<Record<string, string | undefined>>,
): Promise<HostCompiler> {
  const command = (env.HOSTCC_NOCCACHE || env.HOSTCC || "gcc").trim().split(/\s+/);
  const [file = "gcc", ...words] = command;
  const ask = (option: string, extra: Record<string, string>) =>
    execa(file, [...words, option], { env: { ...env, ...extra }, reject: false, all: true, stdin: "ignore" });
  const [verbose, banner] = await Promise.all([ask("-v", { LC_ALL: "C" }), ask("--version", {})]);
  return {
    command,
    arch: archFromVerbose(verbose.all ?? ""),
    gccVersion: versionFromBanner(banner.stdout ?? ""),
  };
}
