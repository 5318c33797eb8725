/**
 * An external toolchain out of the distribution's own gcc and C library, for a first build without a download.
 * It makes code for the machine it was made on; no Fortran, D or OpenMP.
 */
import { readdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EXIT, UserError } from "../errors.js";
import { copyCompiler } from "./compiler-copy.js";
import { compilerFacts, readHeadersVersion } from "./compiler-facts.js";
import { copyCxx, cxxFacts } from "./cxx.js";
import { toolchainLines } from "./fragment.js";
import { selfCheck } from "./self-check.js";
import { makeSysroot } from "./sysroot.js";
import { fitToTree } from "./tree-options.js";
import { openWorkFolder } from "./work-folder.js";
import { compileWrapper } from "./wrapper.js";

export { toolchainFragment, toolchainLines, withToolchain } from "./fragment.js";

export interface HostToolchainOptions {
  /** Where it is made; may exist if it is empty or was made by this function before. */
  readonly directory: string;
  /** The C compiler to copy; `gcc` of the PATH by default. */
  readonly gcc?: string;
  /** C++ too: by default where the host has a g++ of the same version. Packages that need it drop out without. */
  readonly cxx?: boolean;
  /** The tree that it is for: its symbols decide which versions can be declared. Without it nothing is checked. */
  readonly buildroot?: string;
  /** Told of each phase, a line without newline. */
  readonly log?: (line: string) => void;
}

export interface HostToolchain {
  /** Absolute. */
  readonly directory: string;
  /** `x86_64-linux-gnu`: the tools are `<directory>/bin/<machine>-gcc` and so on. */
  readonly machine: string;
  /** First part of the machine, as Buildroot's BR2_ARCH has it: x86_64, aarch64. */
  readonly architecture: string;
  readonly gccVersion: string;
  /** Version of the kernel's headers, "6.1". */
  readonly headersVersion: string;
  readonly cxx: boolean;
  /** Lines for a configuration that declare all this to Buildroot. */
  readonly configLines: readonly string[];
}

/** Its presence says that a folder is one of ours and may be replaced. */
const MARK = "ipa-toolchain.json";

/**
 * Makes the toolchain, tries it, and only then puts it in its place.
 * @throws UserError (host) when gcc, the C library or the kernel's headers are missing or cannot be relocated;
 *   (usage) when the folder holds something else
 */
export async function makeHostToolchain(options: HostToolchainOptions): Promise<HostToolchain> {
  const log = options.log ?? (() => {});
  const directory = resolve(options.directory);
  await refuseForeign(directory);
  const facts = await compilerFacts(options.gcc);
  log(`gcc ${facts.gccVersion} for ${facts.machine}, from ${facts.driver}`);

  const cxx = options.cxx === false ? null : await cxxFacts(facts);
  if (cxx === null && options.cxx === true) {
    throw new UserError(
      `g++ ${facts.gccVersion}: is not installed, or not all of it: install g++ of gcc's version`,
      EXIT.host,
    );
  }
  log(cxx === null ? "no C++: packages that need it will be left out" : `C++ from ${cxx.driver}`);

  const work = await openWorkFolder(directory);
  try {
    const root = join(work, "toolchain");
    const sysrootName = `${facts.machine}/sysroot`;
    const sysroot = join(root, sysrootName);
    log("copying the compiler and the binutils");
    await copyCompiler(facts, root);
    log("copying the C library and the headers");
    await makeSysroot(facts, sysroot, cxx === null ? [] : [cxx.library]);
    if (cxx !== null) await copyCxx(facts, cxx, root, sysroot);
    const tool = (name: string) => join(root, "bin", `${facts.machine}-${name}`);
    await compileWrapper(facts.driver, sysrootName, tool("gcc"), work);
    await symlink(`${facts.machine}-gcc`, tool("cpp"));
    await symlink(`${facts.machine}-gcc`, tool("cc"));
    const headers = await readHeadersVersion(sysroot);
    const declared =
      options.buildroot === undefined ? headers : await fitToTree(options.buildroot, facts.gccMajor, headers);
    const rpc = await stat(join(sysroot, "usr/include/rpc/rpc.h")).then(
      () => true,
      () => false,
    );
    log("checking: a dynamic and a static program");
    await selfCheck(tool("gcc"), sysroot, join(work, "check"));
    if (cxx !== null) await selfCheck(tool("g++"), sysroot, join(work, "check"));

    const result: HostToolchain = {
      directory,
      machine: facts.machine,
      architecture: facts.machine.split("-")[0] ?? "",
      gccVersion: facts.gccVersion,
      headersVersion: headers,
      cxx: cxx !== null,
      configLines: toolchainLines({
        ...{ directory, machine: facts.machine, gccMajor: facts.gccMajor },
        ...{ headers: declared, rpc, cxx: cxx !== null },
      }),
    };
    await writeFile(join(root, MARK), `${JSON.stringify(result, null, 2)}\n`);
    await rm(directory, { recursive: true, force: true });
    await rename(root, directory);
    log(`made ${directory}`);
    return result;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function refuseForeign(directory: string): Promise<void> {
  const info = await stat(directory).catch(() => null);
  if (info === null) return;
  const names = info.isDirectory() ? await readdir(directory) : ["a file"];
  if (names.length > 0 && !names.includes(MARK)) {
    throw new UserError(
      `${directory}: holds something other than a toolchain: name an empty or a new folder`,
      EXIT.usage,
    );
  }
}
