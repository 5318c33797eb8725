/**
 * C++, where the host has a g++ of the same version: the driver, its compiler proper, the headers and libstdc++.
 * The libraries go into the sysroot, and not where gcc keeps them: Buildroot would otherwise copy gcc's whole folder.
 */
import { copyFile, cp, mkdir, realpath, stat, symlink } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { execa } from "execa";
import { besideDriver, program } from "./compiler-copy.js";
import { ask, type CompilerFacts } from "./compiler-facts.js";

const STATIC_LIBRARIES = ["libstdc++.a", "libsupc++.a", "libstdc++fs.a", "libstdc++exp.a"];

export interface CxxFacts {
  readonly driver: string;
  /** The folders of the C++ library's headers, absolute, below the prefix. */
  readonly headers: readonly string[];
  /** The shared library, as the compiler finds it. */
  readonly library: string;
}

/** The header folders out of what `g++ -E -v` prints; `backward` is part of another. */
export function cxxHeaderFolders(verbose: string): readonly string[] {
  const list = /^#include <\.\.\.>.*\n([\s\S]*?)^End of search list/m.exec(verbose)?.[1] ?? "";
  const folders = list.split("\n").map((line) => line.trim());
  return folders.filter((line) => line.includes("/c++/") && !line.endsWith("/backward"));
}

/** What the host has of C++; `null` without a g++ of the C compiler's version, or with parts of it missing. */
export async function cxxFacts(facts: CompilerFacts): Promise<CxxFacts | null> {
  const driver = await besideDriver(facts, "g++").catch(() => null);
  if (driver === null) return null;
  const version = await ask(driver, ["-dumpfullversion", "-dumpversion"]).catch(() => "");
  const library = await ask(driver, ["-print-file-name=libstdc++.so.6"]).catch(() => "");
  const compiler = await ask(driver, ["-print-prog-name=cc1plus"]).catch(() => "");
  const args = ["-xc++", "-E", "-v", "-"];
  const said = await execa(driver, args, { input: "", reject: false, env: { LC_ALL: "C" } });
  const found = await Promise.all(
    cxxHeaderFolders(said.stderr).map((folder) => realpath(folder).catch(() => "")),
  );
  const headers = found.filter((folder) => folder.startsWith(`${facts.prefix}/`));
  const whole =
    version === facts.gccVersion && isAbsolute(library) && isAbsolute(compiler) && headers.length > 0;
  return whole ? { driver, headers, library } : null;
}

/** Adds C++ to a toolchain whose C part and sysroot are there (libstdc++.so.6 among its libraries). */
export async function copyCxx(
  facts: CompilerFacts,
  cxx: CxxFacts,
  root: string,
  sysroot: string,
): Promise<void> {
  await program(cxx.driver, join(root, "bin/g++.real"));
  const programs = join(root, relative(facts.prefix, facts.programDir));
  await program(join(facts.programDir, "cc1plus"), join(programs, "cc1plus"));
  for (const folder of cxx.headers) {
    const to = join(root, relative(facts.prefix, folder));
    await mkdir(to, { recursive: true });
    await cp(folder, to, { recursive: true, dereference: true });
  }
  for (const name of STATIC_LIBRARIES) {
    const from = await ask(cxx.driver, [`-print-file-name=${name}`]);
    const there = isAbsolute(from) && (await stat(from).catch(() => null)) !== null;
    if (there) await copyFile(from, join(sysroot, "usr/lib", name));
  }
  await symlink("../../lib/libstdc++.so.6", join(sysroot, "usr/lib/libstdc++.so"));
  for (const name of ["g++", "c++"]) {
    await symlink(`${facts.machine}-gcc`, join(root, "bin", `${facts.machine}-${name}`));
  }
}
