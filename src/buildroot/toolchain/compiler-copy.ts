/**
 * Copies gcc and the binutils under a new prefix. gcc finds everything from the place of its own binary, so keeping
 * the distances between the folders is all that relocation takes.
 */
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { EXIT, UserError } from "../errors.js";
import { ask, type CompilerFacts, locate } from "./compiler-facts.js";
import { isLinkerScript, relocateLinkerScript } from "./layout.js";

const BINUTILS = [
  "ar",
  "as",
  "ld",
  "nm",
  "objcopy",
  "objdump",
  "ranlib",
  "readelf",
  "size",
  "strings",
  "strip",
];
const OPTIONAL_BINUTILS = ["addr2line", "ld.bfd"];
const GCC_TOOLS = ["gcc-ar", "gcc-nm", "gcc-ranlib"];

/**
 * What of gcc's folders belongs to C. The rest is left out by name: Buildroot checks that a language it was not told
 * of does not work (C++, Fortran, D, OpenMP), and sanitizers would only be weight.
 */
const C_ONLY =
  /^(cc1|collect2|lto1|lto-wrapper|liblto_plugin\.so.*|libgcc(_eh|_s)?\.(a|so)|libgcov\.a|libssp.*\.a|libatomic\.a|crt[a-zA-Z0-9]*\.o|include|include-fixed)$/;

/**
 * Copies driver, compiler proper and binutils below `root`.
 * @throws UserError (host) when a program is missing
 */
export async function copyCompiler(facts: CompilerFacts, root: string): Promise<void> {
  const tools = join(root, facts.machine, "bin");
  await mkdir(join(root, "bin"), { recursive: true });
  await mkdir(tools, { recursive: true });
  for (const from of new Set([facts.libraryDir, facts.programDir]))
    await copyGccFolder(from, facts.prefix, root);

  await program(facts.driver, join(root, "bin/gcc.real"));
  await program(await besideDriver(facts, "cpp"), join(root, "bin/cpp.real"));
  for (const tool of GCC_TOOLS) {
    await program(await besideDriver(facts, tool), join(root, "bin", `${facts.machine}-${tool}`));
  }
  for (const tool of [...BINUTILS, ...OPTIONAL_BINUTILS]) {
    const from = await binutil(facts, tool);
    if (from === null) {
      if (OPTIONAL_BINUTILS.includes(tool)) continue;
      throw new UserError(`${tool}: is not installed: install binutils`, EXIT.host);
    }
    await program(from, join(tools, tool));
    await symlink(`../${facts.machine}/bin/${tool}`, join(root, "bin", `${facts.machine}-${tool}`));
  }
}

/** Another program of the same gcc: gcc-12's cpp is cpp-12 beside it, or x86_64-linux-gnu-cpp-12, or plainly cpp. */
export async function besideDriver(facts: CompilerFacts, tool: string): Promise<string> {
  const own = basename(facts.driver);
  const like = own.includes("gcc") ? own.replace(/gcc(?!.*gcc)/, tool) : tool;
  for (const name of [like, `${tool}-${facts.gccMajor}`, `${facts.machine}-${tool}`, tool]) {
    const found = await locate(join(dirname(facts.driver), name));
    if (found !== null) return found;
  }
  throw new UserError(
    `${facts.driver}: has no ${tool} beside it: install gcc and cpp of the same version`,
    EXIT.host,
  );
}

async function binutil(facts: CompilerFacts, tool: string): Promise<string | null> {
  const answer = await ask(facts.driver, [`-print-prog-name=${tool}`]);
  return locate(isAbsolute(answer) ? answer : tool);
}

export async function program(from: string, to: string): Promise<void> {
  await copyFile(await realpath(from), to);
  await chmod(to, 0o755);
}

async function copyGccFolder(from: string, prefix: string, root: string): Promise<void> {
  const distance = relative(prefix, from);
  if (distance.startsWith("..") || isAbsolute(distance)) {
    throw new UserError(
      `${from}: lies outside of ${prefix}: name the gcc that was installed there with --gcc`,
      EXIT.host,
    );
  }
  const to = join(root, distance);
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (C_ONLY.test(name)) await copyEntry(join(from, name), join(to, name));
  }
}

/** A copy that follows links and drops the dangling ones: Buildroot would trip over them. */
async function copyEntry(from: string, to: string): Promise<void> {
  const info = await stat(from).catch(() => null);
  if (info === null) return;
  if (info.isDirectory()) {
    await mkdir(to, { recursive: true });
    for (const name of await readdir(from)) await copyEntry(join(from, name), join(to, name));
    return;
  }
  // A link inside the folder (liblto_plugin.so.0) would double the file; a few kilobytes are the simpler choice.
  if (to.endsWith(".so") && (await lstat(from)).size < 4096) {
    const bytes = await readFile(from);
    if (isLinkerScript(bytes)) {
      await writeFile(to, relocateLinkerScript(bytes.toString("latin1")), "latin1");
      return;
    }
  }
  await copyFile(from, to);
  await chmod(to, (info.mode & 0o111) !== 0 ? 0o755 : 0o644);
}
