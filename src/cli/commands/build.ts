import { type Command, InvalidArgumentError } from "commander";
import { EXIT, type ExitCode, UserError } from "../../buildroot/errors.js";
import { dryRun } from "./dry-run.js";
import { exitCodes } from "./exit-codes.js";
import { withPlaces } from "./places.js";
import { PROFILES, parseProfile } from "./profiles.js";
import { type BuildCommandOptions, runBuild } from "./run-build.js";
import { watchBuild } from "./watch.js";

/** The options of every command that runs make for real. */
function withBuildOptions(command: Command): Command {
  return withPlaces(command)
    .option(
      "--profile <name>",
      `${Object.keys(PROFILES).join(", ")}, when there is no .config yet`,
      parseProfile,
    )
    .option("--allow-root", "build even as root (sets FORCE_UNSAFE_CONFIGURE=1)")
    .option("--json", "events as JSON lines instead of text");
}

export function registerBuild(program: Command): void {
  withBuildOptions(program.command("build"))
    .description("build what is not as the configuration wants it, and only that")
    .argument(
      "[target]",
      "a package, toolchain, wheels, source, images, legal, or a make target of Buildroot such as busybox-rebuild",
    )
    .option("-j, --jobs <number>", "how many jobs run at once (default: one a processor)", parseJobs)
    .option("-k, --keep-going", "after a failure go on with all that does not depend on it")
    .option(
      "--offline",
      "do not look at the agent's sources and wheels first, and take them from the cache only",
    )
    .option("-n, --dry-run", "print what would run, and for each the reason; build nothing")
    .option(
      "-w, --watch",
      "build again whenever configuration, overlay, fragments, scripts or sources changed",
    )
    .addHelpText("after", exitCodes())
    .action(async (target: string | undefined, options: BuildCommandOptions) => {
      process.exitCode = await buildAsAsked(options, target);
    });
}

function buildAsAsked(options: BuildCommandOptions, target: string | undefined): Promise<ExitCode> {
  if (options.dryRun && options.watch)
    throw new UserError("build: --dry-run and --watch were given together: give one", EXIT.usage);
  if (options.dryRun) return dryRun(options, target);
  return options.watch ? watchBuild(options, target) : runBuild(options, target);
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

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!/^[1-9][0-9]{0,3}$/.test(text)) throw new InvalidArgumentError("a number from 1 to 9999 is expected");
  return jobs;
}
