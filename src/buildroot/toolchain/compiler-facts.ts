/**
 * What the host's gcc says of itself. Everything that follows (what is copied, what is declared to Buildroot) comes
 * from these answers, so that no path of one distribution is written into the code.
 */
import { readFile, realpath } from "node:fs/promises";
import { basename, delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { execa } from "execa";
import { EXIT, UserError } from "../errors.js";

export interface CompilerFacts {
  /** The real gcc driver (a compiler cache in front of it is looked through). */
  readonly driver: string;
  /** The installation prefix, `/usr`: the driver is `<prefix>/bin/…`. */
  readonly prefix: string;
  /** `gcc -dumpmachine`, and the prefix of the tools' names: `x86_64-linux-gnu`. */
  readonly machine: string;
  /** `gcc -print-multiarch`; empty where libraries lie in lib64 (Fedora). */
  readonly multiarch: string;
  /** First part of the version, which is what Buildroot's symbols name: 12. */
  readonly gccMajor: number;
  /** The whole version: "12.2.0". */
  readonly gccVersion: string;
  /** The folder of libgcc.a and the crt files of gcc. */
  readonly libraryDir: string;
  /** The folder of cc1 and collect2: the same one, or its twin under libexec. */
  readonly programDir: string;
}

const WRAPPERS: ReadonlySet<string> = new Set(["ccache", "distcc", "icecc", "sccache"]);

/** Runs a program of the toolchain and gives its standard output, trimmed. @throws UserError (host) when it fails */
export async function ask(program: string, args: readonly string[]): Promise<string> {
  const result = await execa(program, [...args], { reject: false, stdin: "ignore", env: { LC_ALL: "C" } });
  if (result.failed) {
    const said = (result.stderr || result.shortMessage || "").trim().split("\n");
    const why = said.find((line) => /error|cannot|not found/i.test(line)) ?? said[0] ?? "";
    throw new UserError(
      `${program}: fails (${why}): install gcc again, or name another with --gcc`,
      EXIT.host,
    );
  }
  return result.stdout.trim();
}

/** The file behind a command name, past links of a compiler cache. `null` when there is none. */
export async function locate(command: string, path: string = process.env.PATH ?? ""): Promise<string | null> {
  const places = isAbsolute(command)
    ? [command]
    : path.split(delimiter).map((dir) => join(dir || ".", command));
  for (const place of places) {
    const real = await realpath(place).catch(() => null);
    if (real !== null && !WRAPPERS.has(basename(real))) return real;
  }
  return null;
}

/** A file of the compiler's own search path. @throws UserError (host) when gcc does not know it */
export async function fileOfCompiler(driver: string, name: string, remedy: string): Promise<string> {
  const answer = await ask(driver, [`-print-file-name=${name}`]);
  // Not found is answered with the bare name.
  if (!isAbsolute(answer)) {
    throw new UserError(`${driver}: has no ${name}: ${remedy}`, EXIT.host);
  }
  return resolve(answer);
}

/**
 * Asks a gcc for all that is needed to copy it.
 * @param command a name on the PATH or an absolute path; `gcc` by default
 * @throws UserError (host) when it is no gcc, or is not installed as `<prefix>/bin`
 */
export async function compilerFacts(command = "gcc"): Promise<CompilerFacts> {
  const driver = await locate(command);
  if (driver === null) {
    throw new UserError(
      `${command}: is not installed: install gcc (ipa-image doctor prints the command)`,
      EXIT.host,
    );
  }
  const machine = await ask(driver, ["-dumpmachine"]);
  const gccVersion = await ask(driver, ["-dumpfullversion", "-dumpversion"]);
  const gccMajor = Number.parseInt(gccVersion, 10);
  const banner = await execa(driver, ["-v"], { reject: false, stdin: "ignore", env: { LC_ALL: "C" } });
  if (Number.isNaN(gccMajor) || !/^gcc version /m.test(banner.stderr)) {
    throw new UserError(`${driver}: is not gcc: name a GNU C compiler with --gcc`, EXIT.host);
  }
  if (/ --with-sysroot=\/(\s|$)/m.test(banner.stderr)) {
    // Buildroot refuses exactly this, whatever the copy's own sysroot is.
    throw new UserError(
      `${driver}: was built for the sysroot "/", which Buildroot refuses: use the native gcc, not a cross compiler`,
      EXIT.host,
    );
  }
  if (basename(dirname(driver)) !== "bin") {
    throw new UserError(
      `${driver}: lies in no folder named bin: name the real compiler with --gcc`,
      EXIT.host,
    );
  }
  const libgcc = resolve(await ask(driver, ["-print-libgcc-file-name"]));
  const cc1 = await ask(driver, ["-print-prog-name=cc1"]);
  if (!isAbsolute(cc1)) {
    throw new UserError(`${driver}: has no C compiler proper (cc1): install gcc again`, EXIT.host);
  }
  return {
    driver,
    prefix: dirname(dirname(driver)),
    machine,
    multiarch: await execa(driver, ["-print-multiarch"], { reject: false }).then((r) =>
      (r.stdout ?? "").trim(),
    ),
    gccMajor,
    gccVersion,
    libraryDir: await realpath(dirname(libgcc)),
    programDir: await realpath(dirname(resolve(cc1))),
  };
}

/** "6.1" out of a linux/version.h; `null` when it defines no LINUX_VERSION_CODE. */
export function headersVersion(text: string): string | null {
  const code = /^#define\s+LINUX_VERSION_CODE\s+(\d+)/m.exec(text)?.[1];
  if (code === undefined) return null;
  const number = Number(code);
  return `${number >> 16}.${(number >> 8) & 0xff}`;
}

/** The kernel headers' version of a sysroot. @throws UserError (host) when there are none */
export async function readHeadersVersion(sysroot: string): Promise<string> {
  const file = join(sysroot, "usr/include/linux/version.h");
  const version = headersVersion(await readFile(file, "latin1").catch(() => ""));
  if (version === null) {
    throw new UserError(
      `${file}: does not say the kernel's version: install linux-libc-dev (Debian) or kernel-headers (Fedora)`,
      EXIT.host,
    );
  }
  return version;
}
