/** Small programs that tests run as processes of their own, to kill them. */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Compiles test/scheduler/programs/NAME.ts with all it imports; returns the path of a file for node. */
export async function program(name: string): Promise<string> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  // Below node_modules: packages are found from there, and git does not see it.
  const outfile = join(mkdtempSync(join(root, "node_modules", ".test-program-")), `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
    outfile,
  });
  return outfile;
}
