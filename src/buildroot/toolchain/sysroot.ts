/** Builds the flat sysroot: the C library, its headers, the kernel's headers and gcc's runtime libraries. */
import {
  chmod,
  copyFile,
  cp,
  lstat,
  mkdir,
  readFile,
  realpath,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { EXIT, UserError } from "../errors.js";
import { type CompilerFacts, fileOfCompiler } from "./compiler-facts.js";
import { isLinkerScript, placeOf, relocateLinkerScript } from "./layout.js";
import { ownedFiles } from "./owned-files.js";

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * One file of each package that a C toolchain needs. The optional ones are left out where gcc has none.
 * @throws UserError (host) naming what to install
 */
async function landmarks(facts: CompilerFacts, more: readonly string[]): Promise<readonly string[]> {
  const development = "install libc6-dev (Debian) or glibc-devel (Fedora)";
  const required: readonly (readonly [string, string])[] = [
    ["crt1.o", development],
    ["libc.a", "install libc6-dev (Debian) or glibc-static (Fedora); Buildroot finds the sysroot by it"],
    ["libc.so.6", "install the C library"],
    ["libgcc_s.so.1", "install libgcc-s1 (Debian) or libgcc (Fedora)"],
  ];
  const found: string[] = more.map((path) => resolve(path));
  for (const [name, remedy] of required) found.push(await fileOfCompiler(facts.driver, name, remedy));
  const atomic = await fileOfCompiler(facts.driver, "libatomic.so.1", "").catch(() => null);
  if (atomic !== null) found.push(atomic);
  for (const header of ["/usr/include/stdio.h", "/usr/include/linux/version.h"]) {
    if (!(await exists(header))) {
      throw new UserError(
        `${header}: is missing: install libc6-dev and linux-libc-dev (Debian) or glibc-devel and kernel-headers (Fedora)`,
        EXIT.host,
      );
    }
    found.push(header);
  }
  return found;
}

/**
 * Fills an empty folder with the sysroot.
 * @param more further files whose packages are wanted (libstdc++)
 * @throws UserError (host) when a part is not installed
 */
export async function makeSysroot(
  facts: CompilerFacts,
  sysroot: string,
  more: readonly string[] = [],
): Promise<void> {
  await mkdir(join(sysroot, "lib"), { recursive: true });
  await mkdir(join(sysroot, "usr/lib"), { recursive: true });
  const links: (readonly [path: string, to: string])[] = [];
  for (const path of await ownedFiles(await landmarks(facts, more))) {
    const place = placeOf(path, facts.multiarch);
    if (place === null) continue;
    const to = join(sysroot, place.path);
    if (place.kind === "header") await copyHeader(path, to);
    else if (place.kind === "runtime") await copyRuntime(path, to);
    // A library's link for the linker can only be set once what it points at is there.
    else if ((await lstat(path).catch(() => null))?.isSymbolicLink()) links.push([path, to]);
    else await copyDevelopment(path, to);
  }
  for (const [path, to] of links) await linkDevelopment(path, to, sysroot);
  await linkAtomic(sysroot);
}

async function copyHeader(from: string, to: string): Promise<void> {
  const link = (await lstat(from).catch(() => null))?.isSymbolicLink() ?? false;
  const target = await stat(from).catch(() => null);
  if (target === null || (target.isDirectory() && !link)) return;
  await mkdir(dirname(to), { recursive: true });
  // Debian 13 links the folder asm to another place: its content is what is wanted.
  if (target.isDirectory()) await cp(await realpath(from), to, { recursive: true, dereference: true });
  else await copyFile(from, to);
}

async function copyRuntime(from: string, to: string): Promise<void> {
  const real = await realpath(from).catch(() => null);
  if (real === null) return;
  const own = basename(to);
  if (basename(real) !== own && /\.so(\.\d+)+$/.test(basename(real))) {
    await symlink(basename(real), to).catch(ignoreExisting);
    return;
  }
  await copyFile(real, to);
  await chmod(to, 0o755);
}

async function copyDevelopment(from: string, to: string): Promise<void> {
  const bytes = await readFile(from).catch(() => null);
  if (bytes === null) return;
  const text = /\.(so|a)$/.test(to) && isLinkerScript(bytes);
  await writeFile(to, text ? relocateLinkerScript(bytes.toString("latin1")) : bytes, text ? "latin1" : null);
}

/** `libm.so -> /lib/x86_64-linux-gnu/libm.so.6` becomes `usr/lib/libm.so -> ../../lib/libm.so.6`. */
async function linkDevelopment(from: string, to: string, sysroot: string): Promise<void> {
  const real = await realpath(from).catch(() => null);
  if (real === null) return;
  for (const [folder, prefix] of [
    ["lib", "../../lib/"],
    ["usr/lib", ""],
  ] as const) {
    if (await exists(join(sysroot, folder, basename(real)))) {
      await symlink(`${prefix}${basename(real)}`, to).catch(ignoreExisting);
      return;
    }
  }
  // Its library is named differently from the file (libc-2.31.so behind libc.so.6): a copy serves as well.
  await copyFile(real, to);
}

/** gcc's own folder holds the link for -latomic, outside of the sysroot; it is made anew in here. */
async function linkAtomic(sysroot: string): Promise<void> {
  if (await exists(join(sysroot, "lib/libatomic.so.1"))) {
    await symlink("../../lib/libatomic.so.1", join(sysroot, "usr/lib/libatomic.so")).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
