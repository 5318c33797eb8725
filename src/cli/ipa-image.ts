import { Command, CommanderError } from "commander";
import { EXIT, isUserError } from "../buildroot/errors.js";
import { registerBoot } from "./commands/boot.js";
import { outliveReaders } from "./commands/broken-pipe.js";
import { registerBuild, registerLegal, registerSource } from "./commands/build.js";
import { registerClean } from "./commands/clean.js";
import { registerConductor } from "./commands/conductor.js";
import { registerConfig } from "./commands/config.js";
import { registerDeps } from "./commands/deps.js";
import { registerDoctor } from "./commands/doctor.js";
import { exitCodes } from "./commands/exit-codes.js";
import { registerFetch } from "./commands/fetch.js";
import { registerGraph } from "./commands/graph.js";
import { registerKernel } from "./commands/kernel.js";
import { registerMenus } from "./commands/menus.js";
import { packageVersion } from "./commands/places.js";
import { withPlainDefaults } from "./commands/plain-help.js";
import { registerSave } from "./commands/save.js";
import { registerSize } from "./commands/size.js";
import { registerStatus } from "./commands/status.js";
import { registerTest } from "./commands/test.js";
import { registerToolchain } from "./commands/toolchain.js";
import { registerWheels } from "./commands/wheels.js";
import { registerWhy } from "./commands/why.js";

outliveReaders();
const program = withPlainDefaults(new Command("ipa-image"))
  .description("Build, boot and look after small images for OpenStack Ironic.")
  .version(packageVersion())
  .addHelpText("after", exitCodes())
  .exitOverride();

for (const register of [
  registerDoctor,
  registerDeps,
  registerFetch,
  registerConfig,
  registerMenus,
  registerKernel,
  registerWheels,
  registerSave,
  registerSource,
  registerToolchain,
  registerBuild,
  registerLegal,
  registerWhy,
  registerStatus,
  registerGraph,
  registerSize,
  registerBoot,
  registerConductor,
  registerClean,
  registerTest,
]) {
  register(program);
}
// Commands made above were made before exitOverride could reach them all the same way.
for (const command of program.commands) command.exitOverride();

// No await here: the bundled program is no module.
program.parseAsync(process.argv).catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (isUserError(error)) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
    console.error(`${(error as Error).message}: no space left on the disk: make room and try again`);
    process.exitCode = EXIT.space;
  } else if ((error as NodeJS.ErrnoException).syscall !== undefined) {
    // The system refused something: its sentence names the path and the reason, a stack would name neither better.
    console.error(`ipa-image: ${(error as Error).message}: mend that path or choose another`);
    process.exitCode = EXIT.failure;
  } else throw error;
});
