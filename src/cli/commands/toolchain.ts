import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { rewriteConfig } from "../../buildroot/configure.js";
import { exitCodes } from "./exit-codes.js";
import { placesOf, withPlaces } from "./places.js";
import { type BuildCommandOptions, runBuild } from "./run-build.js";

interface Options extends BuildCommandOptions {
  readonly fromHost?: string;
}

export function registerToolchain(program: Command): void {
  withPlaces(program.command("toolchain"))
    .description("install the configured toolchain, or make one from this machine's gcc and glibc")
    .option("--from-host <dir>", "make one in this folder, downloading nothing, and use it in the .config")
    .option("--allow-root", "even as root")
    .addHelpText("after", exitCodes())
    .action(async (options: Options) => {
      if (options.fromHost === undefined) {
        process.exitCode = await runBuild(options, "toolchain");
        return;
      }
      const { makeHostToolchain, withToolchain } = await import("../../buildroot/toolchain/index.js");
      const made = await makeHostToolchain({
        directory: options.fromHost,
        log: (line) => console.error(`toolchain: ${line}`),
      });
      const places = placesOf(options);
      if (!existsSync(join(places.output, ".config"))) {
        console.error(
          "toolchain: there is no .config yet: put these lines into one, or run this again then:",
        );
        for (const line of made.configLines) console.log(line);
        return;
      }
      const written = await rewriteConfig(places, (text) => withToolchain(text, made.configLines));
      for (const warning of written.warnings) console.error(warning);
      console.log(`toolchain: ${written.configPath} uses it now`);
    });
}
