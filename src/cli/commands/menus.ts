/** menuconfig, linux-menuconfig, busybox-menuconfig: each is a program of its own, started on this terminal. */
import { join } from "node:path";
import type { Command } from "commander";
import { execa } from "execa";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, repositoryRoot, withPlaces } from "./places.js";

const MENUS = [
  { name: "menuconfig", own: "ipa-menuconfig", what: "Buildroot and the IPA options" },
  { name: "linux-menuconfig", own: "linux-menuconfig", what: "the Linux kernel" },
  { name: "busybox-menuconfig", own: "busybox-menuconfig", what: "BusyBox" },
] as const;

/** Reading a Kconfig tree makes much that lives on: a large nursery saves the collector from copying it. */
const NODE_OPTIONS = ["--min-semi-space-size=64", "--max-semi-space-size=64"];

export function registerMenus(program: Command): void {
  for (const menu of MENUS) {
    withPlaces(program.command(menu.name))
      .description(`edit the configuration of ${menu.what} in menus`)
      .option("--keys <name>", "keys in the manner of mconf, nconf or vi")
      .option("--plain", "numbered lines in place of a screen")
      .addHelpText("after", exitCodes("ok", "failure", "usage", "noBuildroot", "root", "build", "config"))
      .addHelpText("after", `\nAll other options go to the program itself: see \`${menu.own} --help\`.`)
      // What is not known here is the program's.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (options: PlaceOptions & { keys?: string; plain?: boolean }, command: Command) => {
        const { output, buildroot, repo } = placesOf(options);
        const file = join(repositoryRoot(), "dist", "bin", `${menu.own}.cjs`);
        const places = ["--output", output, "--buildroot", buildroot, "--external", repo];
        const words = [...NODE_OPTIONS, file, ...places, ...command.args];
        if (options.keys !== undefined) words.push("--keys", options.keys);
        if (options.plain === true) words.push("--plain");
        const result = await execa(process.execPath, words, { stdio: "inherit", reject: false });
        process.exitCode = result.exitCode ?? 1;
      });
  }
}
