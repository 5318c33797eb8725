/** clean (--images, --build, --dist) and reset: from the mildest to the most thorough. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { execa } from "execa";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { lockOutput } from "../../buildroot/lock.js";
import { removeBuilt, removeImages, removeOutput } from "../../buildroot/remove.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, repositoryRoot, withPlaces } from "./places.js";

interface ResetOptions extends PlaceOptions {
  readonly yes?: boolean;
}

interface CleanOptions extends PlaceOptions {
  readonly images?: boolean;
  readonly build?: boolean;
  readonly dist?: boolean;
}

export function registerClean(program: Command): void {
  const codes = exitCodes("ok", "failure", "usage");
  withPlaces(program.command("clean"))
    .description("remove what was built; downloads stay")
    .option("--images", "only the finished images; the next build makes them again")
    .option("--build", "all that was built; configuration and logs stay (default)")
    .option("--dist", "the whole output folder, the configuration in it too")
    .addHelpText("after", codes)
    .action(clean);
  withPlaces(program.command("clean-images"))
    .description("the same as clean --images")
    .addHelpText("after", codes)
    .action((options: PlaceOptions) => locked(options, removeImages));
  withPlaces(program.command("distclean"))
    .description("the same as clean --dist")
    .addHelpText("after", codes)
    .action((options: PlaceOptions) => locked(options, removeOutput));
  withPlaces(program.command("reset"))
    .description("as distclean, and remove downloads, toolchains and the Buildroot submodule's files (asks)")
    .option("--yes", "do not ask")
    .addHelpText("after", exitCodes("ok", "failure", "usage"))
    .action(reset);
}

async function clean(options: CleanOptions): Promise<void> {
  const ways = [
    options.images ? removeImages : null,
    options.build ? removeBuilt : null,
    options.dist ? removeOutput : null,
  ].filter((way) => way !== null);
  if (ways.length > 1)
    throw new UserError("clean: --images, --build and --dist were given together: give one", EXIT.usage);
  await locked(options, ways[0] ?? removeBuilt);
}

/** Works on an output folder that nobody builds in; without such a folder there is nothing to do. */
async function locked(
  options: PlaceOptions,
  remove: (output: string, repo: string) => Promise<void>,
): Promise<void> {
  const { output } = placesOf(options);
  if (!existsSync(output)) return;
  const release = await lockOutput(output);
  try {
    await remove(output, repositoryRoot());
  } finally {
    await release();
  }
}

async function reset(options: ResetOptions): Promise<void> {
  const { output, downloads } = placesOf(options);
  const root = repositoryRoot();
  const toolchain = join(root, "toolchain");
  const submodule = join(root, "buildroot");
  // Only the repository's own folders: a download folder elsewhere may be shared with others.
  const ownDownloads = downloads === join(root, "dl") ? [downloads] : [];
  const doomed = [output, ...ownDownloads, toolchain, submodule].filter((path) => existsSync(path));
  if (doomed.length === 0) return;
  if (!options.yes && !(await agreed(doomed))) {
    console.log("reset: nothing was removed");
    return;
  }
  await locked(options, removeOutput);
  for (const dir of ownDownloads) await rm(dir, { recursive: true, force: true });
  await rm(toolchain, { recursive: true, force: true });
  if (existsSync(join(submodule, ".git"))) {
    const result = await execa("git", ["-C", root, "submodule", "deinit", "--", "buildroot"], {
      reject: false,
      all: true,
    });
    if (result.failed)
      throw new UserError(
        `${submodule}: git left it as it is (${result.all}): commit or drop what was changed there`,
      );
  }
}

async function agreed(doomed: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError(
      "reset: it asks before it removes, and this is no terminal: pass --yes if you are sure",
      EXIT.usage,
    );
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`Remove ${doomed.join(", ")}? [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}
