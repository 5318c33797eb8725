import type { Command } from "commander";
import { exitCodes } from "./exit-codes.js";
import { withPlaces } from "./places.js";
import { parseProfile } from "./profiles.js";
import { type BuildCommandOptions, runBuild } from "./run-build.js";

/** The options of every command that runs make for real. */
function withBuildOptions(command: Command): Command {
  return withPlaces(command)
    .option("--profile <name>", "openstack or minimal, when there is no .config yet", parseProfile)
    .option("--allow-root", "build even as root (sets FORCE_UNSAFE_CONFIGURE=1)")
    .option("--json", "events as JSON lines instead of text");
}

export function registerBuild(program: Command): void {
  withBuildOptions(program.command("build"))
    .description("build the image; an interrupted or failed build goes on where it stopped")
    .argument("[target]", "a make target of Buildroot instead of the whole image, such as busybox-rebuild")
    .option("--no-source", "do not get all sources first; each package gets its own when its turn comes")
    .addHelpText("after", exitCodes())
    .action(async (target: string | undefined, options: BuildCommandOptions) => {
      process.exitCode = await runBuild(options, target);
    });
}

export function registerSource(program: Command): void {
  withBuildOptions(program.command("source"))
    .description("download all sources of the configuration, and build nothing")
    .addHelpText("after", exitCodes())
    .action(async (options: BuildCommandOptions) => {
      process.exitCode = await runBuild(options, "source");
    });
}

export function registerLegal(program: Command): void {
  withBuildOptions(program.command("legal"))
    .description("collect licenses and sources of all packages in OUTPUT/legal-info")
    .addHelpText("after", exitCodes())
    .action(async (options: BuildCommandOptions) => {
      process.exitCode = await runBuild(options, "legal-info");
    });
}
