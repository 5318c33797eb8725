import type { Command } from "commander";
import { fetchBuildroot } from "../../buildroot/submodule.js";
import { adoptFrom } from "./adopt.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, placesOf, repositoryRoot, withPlaces } from "./places.js";

interface Options extends PlaceOptions {
  readonly url?: string;
  readonly ref?: string;
  readonly from?: readonly string[];
}

export function registerFetch(program: Command): void {
  withPlaces(program.command("fetch"))
    .description("fetch the Buildroot submodule; with --from, adopt sources that are on this machine")
    .option("--url <url>", "fetch the submodule from here, for this once")
    .option("--ref <ref>", "check out this branch, tag or commit of Buildroot instead of the pinned one")
    .option(
      "--from <dirs...>",
      "look through these folders for sources, whatever their names, by their digests",
    )
    .addHelpText("after", exitCodes("ok", "usage", "noBuildroot", "interrupted"))
    .action(async (options: Options) => {
      const places = placesOf(options);
      const { buildroot } = places;
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
      if (options.from) process.exitCode = await adoptFrom(places, options.from, interruption.signal);
    });
}
