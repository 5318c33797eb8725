/** saveconfig, linux-saveconfig, busybox-saveconfig: from the output folder back into the repository's files. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { saveDefconfig } from "../../buildroot/configure.js";
import { lockOutput } from "../../buildroot/lock.js";
import { checkUser } from "../../buildroot/root-refusal.js";
import { saveFragment } from "../../buildroot/save-fragment.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

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
  for (const [name, what] of [
    ["linux", "kernel"],
    ["busybox", "BusyBox"],
  ] as const) {
    withPlaces(program.command(`${name}-saveconfig`))
      .description(
        `write what was changed in ${name}-menuconfig into the ${what}'s last configuration fragment`,
      )
      .option("--allow-root", "even as root")
      .addHelpText("after", exitCodes("ok", "failure", "usage", "noBuildroot", "root", "config"))
      .action(async (options: PlaceOptions & { allowRoot?: boolean }) => {
        const places = placesOf(options);
        const env = checkUser(process.geteuid?.() ?? null, options.allowRoot ?? false);
        const release = await lockOutput(places.output);
        try {
          const { file, symbols } = await saveFragment({
            ...places,
            externals: [places.repo],
            package: name,
            env,
          });
          const count =
            symbols.length === 0 ? "nothing differs from it" : `${symbols.length} settings written`;
          console.log(`${name}-saveconfig: ${file}: ${count}`);
        } finally {
          await release();
        }
      });
  }
}
