/** The external trees (BR2_EXTERNAL): Buildroot's own script checks them and writes the files that Kconfig sources. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { EXIT, UserError } from "./errors.js";
import { requirePlainPath } from "./tree.js";

/**
 * Runs `support/scripts/br2-external` of the tree: writes `.br2-external.mk` and `.br2-external.in.*` in `output`.
 * @throws UserError with the script's own complaint (exit code 9) when an external tree is not right.
 */
export async function writeExternalFiles(
  buildroot: string,
  output: string,
  externals: readonly string[],
): Promise<void> {
  for (const dir of externals) requirePlainPath("external tree", dir);
  const result = await execa("support/scripts/br2-external", ["-d", output, "--", ...externals], {
    cwd: buildroot,
    reject: false,
    stdin: "ignore",
  });
  if (!result.failed) return;
  // The script speaks to make: its complaint is a makefile line, on stdout or in the file it was writing.
  const written = await readFile(join(output, ".br2-external.mk"), "utf8").catch(() => "");
  const said = /BR2_EXTERNAL_ERROR = (.*)/.exec(`${result.stdout}\n${written}`)?.[1];
  throw new UserError(
    `external tree: ${said ?? (result.stderr || "support/scripts/br2-external failed")}: correct the tree and try again`,
    EXIT.config,
  );
}
