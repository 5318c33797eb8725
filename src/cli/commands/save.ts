/** saveconfig, linux-saveconfig, busybox-saveconfig: from the output folder back into the repository's files. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { saveDefconfig } from "../../buildroot/configure.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";
import { type BuildCommandOptions, runBuild } from "./run-build.js";

export function registerSave(program: Command): void {
  withPlaces(program.command("saveconfig"))
    .description("write the settings that differ from the defaults back into the defconfig")
    .argument("[file]", "where to; default: the defconfig that the configuration came from")
    .addHelpText("after", exitCodes("ok", "usage", "noBuildroot", "config"))
    .action(async (file: string | undefined, options: PlaceOptions) => {
      const target = file === undefined ? {} : { target: resolve(file) };
      const written = await saveDefconfig({ ...placesOf(options), ...target });
      console.log(`saveconfig: ${written} written`);
    });
  for (const [name, what, target] of [
    ["linux-saveconfig", "kernel", "linux-update-defconfig"],
    ["busybox-saveconfig", "BusyBox", "busybox-update-config"],
  ] as const) {
    withPlaces(program.command(name))
      .description(`write the ${what} configuration back into its file (Buildroot's ${target})`)
      .option("--allow-root", "even as root")
      .addHelpText("after", exitCodes())
      .action(async (options: BuildCommandOptions) => {
        process.exitCode = await runBuild(options, target);
      });
  }
}
