/** Tries the finished toolchain before it is put in its place: better here than an hour into a build. */
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { execa } from "execa";
import { EXIT, UserError } from "../errors.js";
import { ask } from "./compiler-facts.js";

const PROGRAM = `#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <linux/version.h>
static void *answer(void *x) { return x; }
int main(int argc, char **argv)
{
	pthread_t thread;
	(void)argv;
	if (pthread_create(&thread, NULL, answer, NULL) || pthread_join(thread, NULL)) return 1;
	printf("%d %.0f\\n", LINUX_VERSION_CODE > 0, sqrt(argc * 4.0));
	return 0;
}
`;

const CXX_PROGRAM = `#include <iostream>
#include <stdexcept>
#include <string>
int main(int argc, char **)
{
	try {
		throw std::runtime_error(std::to_string(argc) + " 2");
	} catch (const std::exception &error) {
		std::cout << error.what() << std::endl;
	}
}
`;

/**
 * Compiles, links (dynamically and statically) and runs a program with the toolchain's own gcc.
 * @param gcc the toolchain's gcc or g++
 * @param sysroot its sysroot, which every file must come from
 * @param scratch an existing folder
 * @throws UserError (host) with the compiler's first message
 */
export async function selfCheck(gcc: string, sysroot: string, scratch: string): Promise<void> {
  const inside = `${await realpath(sysroot)}${sep}`;
  for (const name of ["libc.a", "crt1.o", "libc.so"]) {
    const answer = await ask(gcc, [`-print-file-name=${name}`]);
    const real = await realpath(answer).catch(() => answer);
    if (!real.startsWith(inside)) {
      throw new UserError(
        `${gcc}: takes ${name} from ${answer} and not from its sysroot ${sysroot}: this gcc cannot be relocated; name another with --gcc`,
        EXIT.host,
      );
    }
  }
  await mkdir(scratch, { recursive: true });
  const cxx = gcc.endsWith("++");
  const source = join(scratch, cxx ? "check.cc" : "check.c");
  await writeFile(source, cxx ? CXX_PROGRAM : PROGRAM);
  for (const mode of ["dynamic", "static"] as const) {
    const output = join(scratch, `check-${mode}`);
    const flags = mode === "static" ? ["-static"] : [];
    // The linker's trace names every file it read.
    const trace = await ask(gcc, [
      ...["-O2", "-fstack-protector-strong", "-pthread", "-Wl,--trace"],
      ...[...flags, "-o", output, source, "-lm"],
    ]);
    const stranger = hostLibrary(trace);
    if (stranger !== null) {
      throw new UserError(
        `${gcc}: links the host's ${stranger}: this gcc cannot be relocated; name another with --gcc`,
        EXIT.host,
      );
    }
    const run = await execa(output, [], { reject: false, stdin: "ignore" });
    if (run.exitCode !== 0 || run.stdout !== "1 2") {
      throw new UserError(
        `${output}: a ${mode} program of the new toolchain does not run (${run.shortMessage ?? run.stdout}): report this with the output of gcc -v`,
        EXIT.host,
      );
    }
  }
}

/** The first file of the host's system folders in a linker's trace. */
export function hostLibrary(trace: string): string | null {
  return trace.split("\n").find((line) => /^\/(usr\/)?lib(32|64)?\//.test(line)) ?? null;
}
