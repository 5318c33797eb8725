import type { Command } from "commander";
import { applyDefconfig } from "../../buildroot/configure.js";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";
import { DEFAULT_PROFILE, PROFILES, type Profile, parseProfile } from "./profiles.js";

interface Options extends PlaceOptions {
  readonly profile?: Profile;
}

export function registerConfig(program: Command): void {
  withPlaces(program.command("config"))
    .description("write the output folder's .config from a defconfig; the one before becomes .config.old")
    .argument("[defconfig]", "name in configs/ of this repository or of Buildroot")
    .option(
      "--profile <name>",
      `${Object.keys(PROFILES).join(", ")} (default: ${DEFAULT_PROFILE})`,
      parseProfile,
    )
    .addHelpText("after", exitCodes("ok", "usage", "noBuildroot", "config"))
    .action(async (defconfig: string | undefined, options: Options) => {
      if (defconfig !== undefined && options.profile !== undefined)
        throw new UserError("config: a defconfig and a profile were given: give one of them", EXIT.usage);
      const name = defconfig ?? PROFILES[options.profile ?? DEFAULT_PROFILE];
      const result = await applyDefconfig({ ...placesOf(options), name });
      for (const warning of result.warnings) console.error(warning);
      console.log(`config: ${result.configPath} written from ${result.defconfigPath}`);
    });
}
