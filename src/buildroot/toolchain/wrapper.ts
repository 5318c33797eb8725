/**
 * The small program that stands in the place of gcc, g++ and cpp: it starts the real driver, which lies beside it, with
 * the toolchain's own sysroot as the *first* option, so that a later `--sysroot` (Buildroot's) wins.
 * A program and no shell script, for it runs once for every file compiled.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ask } from "./compiler-facts.js";

/** C source; `SYSROOT` (relative to the toolchain) comes in as a macro. */
export const WRAPPER_SOURCE = `#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static char root[PATH_MAX], real[2 * PATH_MAX], called[2 * PATH_MAX], sysroot[2 * PATH_MAX];
	const char *slash = strrchr(argv[0], '/');
	const char *name = slash ? slash + 1 : argv[0];
	size_t length = strlen(name);
	const char *end = length > 3 ? name + length - 3 : "gcc";
	const char *driver = strcmp(end, "cpp") == 0 ? "cpp" : strcmp(end + 1, "++") == 0 ? "g++" : "gcc";
	ssize_t size = readlink("/proc/self/exe", root, sizeof root - 1);
	char **arguments = calloc(argc + 2, sizeof *arguments);

	if (size < 0 || arguments == NULL) {
		perror(argv[0]);
		return 127;
	}
	root[size] = '\\0';
	/* Twice up: from bin/NAME to the toolchain's folder. */
	for (int i = 0; i < 2; i++)
		*strrchr(root, '/') = '\\0';
	snprintf(real, sizeof real, "%s/bin/%s.real", root, driver);
	snprintf(sysroot, sizeof sysroot, "--sysroot=%s/%s", root, SYSROOT);
	/* gcc finds its files from this name, and puts it into what it says of itself. */
	snprintf(called, sizeof called, "%s/bin/%s", root, name);
	arguments[0] = called;
	arguments[1] = sysroot;
	for (int i = 1; i < argc; i++)
		arguments[i + 1] = argv[i];
	execv(real, arguments);
	perror(real);
	return 127;
}
`;

/**
 * Compiles the wrapper with the host's compiler.
 * @param driver the host's gcc
 * @param sysroot the sysroot, relative to the toolchain's folder
 * @param output where the program is written
 * @param scratch an existing folder for the source
 * @throws UserError (host) when the host's compiler cannot compile and link
 */
export async function compileWrapper(
  driver: string,
  sysroot: string,
  output: string,
  scratch: string,
): Promise<void> {
  const source = join(scratch, "wrapper.c");
  await writeFile(source, WRAPPER_SOURCE);
  await ask(driver, ["-O2", `-DSYSROOT="${sysroot}"`, "-o", output, source]);
}
