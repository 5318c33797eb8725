import type { Command } from "commander";
import { fetchBuildroot } from "../../buildroot/submodule.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, placesOf, repositoryRoot, withPlaces } from "./places.js";

interface Options extends PlaceOptions {
  readonly url?: string;
  readonly ref?: string;
}

export function registerFetch(program: Command): void {
  withPlaces(program.command("fetch"))
    .description("fetch the Buildroot submodule")
    .option("--url <url>", "fetch the submodule from here, for this once")
    .option("--ref <ref>", "check out this branch, tag or commit of Buildroot instead of the pinned one")
    .addHelpText("after", exitCodes("ok", "usage", "noBuildroot", "interrupted"))
    .action(async (options: Options) => {
      const { buildroot } = placesOf(options);
      const interruption = listenForInterrupt();
      await fetchBuildroot({
        repo: repositoryRoot(),
        buildroot,
        ...(options.url === undefined ? {} : { url: options.url }),
        ...(options.ref === undefined ? {} : { ref: options.ref }),
        signal: interruption.signal,
        say: (text) => console.log(`fetch: ${text}`),
      });
      console.log(`fetch: Buildroot is in ${buildroot}`);
    });
}
