/** A toolchain really made out of this machine's gcc. Skipped where gcc or the package manager's data are missing. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../../src/buildroot/errors.js";
import {
  type HostToolchain,
  makeHostToolchain,
  toolchainFragment,
} from "../../../src/buildroot/toolchain/index.js";
import { openWorkFolder } from "../../../src/buildroot/toolchain/work-folder.js";

const buildroot = resolve("buildroot");
const libc = execaSync("gcc", ["-print-file-name=libc.a"], { reject: false }).stdout ?? "";
const packaged = ["/var/lib/dpkg/status", "/usr/lib/sysimage/rpm", "/var/lib/rpm"].some((file) =>
  existsSync(file),
);
const haveTree = existsSync(join(buildroot, "toolchain/toolchain-external/toolchain-external-custom"));
const treeOptions = haveTree ? { buildroot } : {};
const hostHasCxx = execaSync("g++", ["--version"], { reject: false }).exitCode === 0;
const possible = process.platform === "linux" && libc.startsWith("/") && packaged;

describe.skipIf(!possible)("a toolchain from the host's gcc", () => {
  let folder: string;
  let made: HostToolchain;
  const log: string[] = [];
  const tool = (name: string) => join(made.directory, "bin", `${made.machine}-${name}`);

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "toolchain-")));
    made = await makeHostToolchain({
      ...treeOptions,
      directory: join(folder, "first"),
      log: (line) => log.push(line),
    });
    // Moved after it was made: nothing in it may know where it was.
    await rename(made.directory, join(folder, "moved"));
    made = { ...made, directory: join(folder, "moved") };
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("says what it does, and leaves nothing but the toolchain", async () => {
    expect(log.at(-1)).toContain(join(folder, "first"));
    expect(await readdir(folder)).toEqual(["moved"]);
  });

  it("compiles a program that runs, dynamically and statically", async () => {
    const source = join(folder, "hello.c");
    await writeFile(source, '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n');
    for (const flags of [[], ["-static"]]) {
      const program = join(folder, `hello${flags.length}`);
      await execa(tool("gcc"), [...flags, "-o", program, source]);
      expect((await execa(program)).stdout).toBe("hello");
    }
  });

  it("takes the C library from inside, by the flat path that Buildroot finds the sysroot by", async () => {
    const { stdout } = await execa(tool("gcc"), ["-print-file-name=libc.a"]);
    expect(await realpath(stdout)).toBe(join(made.directory, made.machine, "sysroot/usr/lib/libc.a"));
  });

  it("lets a later --sysroot win", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty, { recursive: true });
    const { stdout } = await execa(tool("gcc"), [`--sysroot=${empty}`, "-print-sysroot"]);
    expect(stdout).toBe(empty);
  });

  it("has its own assembler and linker, and working gcc-ar and cpp", async () => {
    for (const name of ["as", "ld"]) {
      const { stdout } = await execa(tool("gcc"), [`-print-prog-name=${name}`]);
      expect(await realpath(stdout)).toBe(join(made.directory, made.machine, "bin", name));
    }
    const archive = join(folder, "a.a");
    const source = join(folder, "part.c");
    await writeFile(source, "int part(void) { return 3; }\n");
    await execa(tool("gcc"), ["-flto", "-c", "-o", join(folder, "part.o"), source]);
    await execa(tool("gcc-ar"), ["rc", archive, join(folder, "part.o")]);
    expect((await execa(tool("gcc-nm"), [archive])).stdout).toContain("part");
    const { stdout } = await execa(tool("cpp"), ["-P", "-"], { input: "__linux__\n" });
    expect(stdout.trim()).toBe("1");
  });

  it("has C++ where the host has it, with the library's headers from inside", async () => {
    expect(made.cxx).toBe(hostHasCxx);
    expect(existsSync(tool("g++"))).toBe(hostHasCxx);
    if (!hostHasCxx) return;
    const source = join(folder, "hello.cc");
    await writeFile(source, '#include <iostream>\nint main() { std::cout << "hello"; }\n');
    await execa(tool("g++"), ["-o", join(folder, "hellocc"), source]);
    expect((await execa(join(folder, "hellocc"))).stdout).toBe("hello");
    const { stdout } = await execa(tool("g++"), ["-M", source]);
    expect(stdout.split(/[\s\\]+/).filter((word) => /^\/usr\//.test(word))).toEqual([]);
  });

  it("has no C++ when it is not asked for, and no OpenMP, which Buildroot would find undeclared", async () => {
    const plain = await makeHostToolchain({ directory: join(folder, "plain"), cxx: false });
    expect(plain.configLines).toContain("# BR2_TOOLCHAIN_EXTERNAL_CXX is not set");
    const gcc = join(plain.directory, "bin", `${plain.machine}-gcc`);
    expect(existsSync(gcc.replace(/gcc$/, "g++"))).toBe(false);
    const program = "#include <omp.h>\nint main(void) { return omp_get_thread_num(); }\n";
    const args = ["-fopenmp", "-x", "c", "-o", join(folder, "omp"), "-"];
    expect((await execa(gcc, args, { input: program, reject: false })).failed).toBe(true);
  });

  it("holds no dangling and no absolute link", async () => {
    const { stdout } = await execa("find", [made.directory, "-xtype", "l", "-o", "-lname", "/*"]);
    expect(stdout).toBe("");
  });

  it("may be made again in its place, but never over something else", async () => {
    const foreign = join(folder, "foreign");
    await mkdir(foreign);
    await writeFile(join(foreign, "thesis.txt"), "years of work");
    await expect(makeHostToolchain({ directory: foreign })).rejects.toThrow(
      /something other than a toolchain/,
    );
    expect(await readdir(foreign)).toEqual(["thesis.txt"]);
    await makeHostToolchain({ directory: made.directory, ...treeOptions });
    expect((await stat(tool("gcc"))).isFile()).toBe(true);
  });

  it("clears away what a killed run left, and nothing of a run that goes on", async () => {
    const dead = execaSync("sh", ["-c", "echo $$"]).stdout;
    const folders = [`.again.${dead}.partial`, `.again.${process.ppid}.partial`, ".again.notes"];
    for (const name of folders) await mkdir(join(folder, name));
    const work = await openWorkFolder(join(folder, "again"));
    expect(existsSync(join(folder, folders[0] ?? ""))).toBe(false);
    expect(existsSync(join(folder, folders[1] ?? ""))).toBe(true);
    expect(existsSync(join(folder, ".again.notes"))).toBe(true);
    expect(await readdir(work)).toEqual([]);
  });

  it("says so where there is no such compiler, and leaves nothing behind", async () => {
    const before = await readdir(folder);
    const making = makeHostToolchain({ directory: join(folder, "none"), gcc: "no-such-gcc" });
    await expect(making).rejects.toThrow(UserError);
    await expect(making).rejects.toThrow(/no-such-gcc: is not installed: install gcc/);
    expect(await readdir(folder)).toEqual(before);
  });

  it.skipIf(!haveTree)("passes Buildroot's own checks and its copying of libraries", async () => {
    const output = join(folder, "output");
    const defconfig = join(folder, "defconfig");
    const lines = made.configLines.map((line) => line.replace(join(folder, "first"), made.directory));
    await writeFile(defconfig, `BR2_${made.architecture}=y\n${toolchainFragment(lines)}`);
    const make = (...args: string[]) =>
      execa("make", ["-s", "-C", buildroot, `O=${output}`, ...args], { all: true });
    await make(`BR2_DEFCONFIG=${defconfig}`, "defconfig");
    const config = await readFile(join(output, ".config"), "utf8");
    for (const line of made.configLines.filter((text) => /_(GCC|HEADERS)_/.test(text)))
      expect(config).toContain(line);
    // No source is unpacked here, so an old tar of the host is good enough.
    await make("BR2_TAR_HOST_DEPENDENCY=", "toolchain");
    const target = await readdir(join(output, "target/lib"));
    expect(target).toEqual(expect.arrayContaining(["libc.so.6", "libgcc_s.so.1", "libm.so.6"]));
    expect(target.includes("libstdc++.so.6")).toBe(made.cxx);
    expect(existsSync(join(output, "target/usr/include"))).toBe(false);
  });
});
