import type { Command } from "commander";
import { exitCodes } from "./exit-codes.js";
import { withPlaces } from "./places.js";
import { type BuildCommandOptions, runBuild } from "./run-build.js";

interface Options extends BuildCommandOptions {
  readonly fromHost?: string;
}

export function registerToolchain(program: Command): void {
  withPlaces(program.command("toolchain"))
    .description("install the configured toolchain, or make one from this machine's gcc and glibc")
    .option("--from-host <dir>", "make one in this folder, downloading nothing, and print its settings")
    .option("--allow-root", "even as root")
    .addHelpText("after", exitCodes())
    .action(async (options: Options) => {
      if (options.fromHost === undefined) {
        process.exitCode = await runBuild(options, "toolchain");
        return;
      }
      const { makeHostToolchain } = await import("../../buildroot/toolchain/index.js");
      const made = await makeHostToolchain({
        directory: options.fromHost,
        log: (line) => console.error(`toolchain: ${line}`),
      });
      for (const line of made.configLines) console.log(line);
    });
}
