import {
  editKconfig,
  editProject,
  menuCommand,
  runMenuCommand,
  withMakefile,
  withProject,
} from "./menus/command.js";
import type { MenuOptions } from "./menus/sources-of-options.js";

const HELP = `
Without --kconfig the whole of Buildroot is opened, on the page of the IPA options ("External options"; Exit goes
from there to the main menu). Ctrl-T goes on to the Linux kernel and to BusyBox of that configuration, and one save
writes what was changed in each. When the output
folder has no .config yet, it is first written from openstack_ipa_defconfig.`;

const command = withMakefile(
  withProject(
    menuCommand(
      "ipa-menuconfig",
      "Edit the configuration of the Ironic Python Agent image and of all of Buildroot in menus.",
      HELP,
    ),
  )
    .option("--config <file>", "the file to read and save (default: .config of the output folder)")
    .option("--kernel <dir>", "this kernel tree in place of the configured one")
    .option("--busybox <dir>", "this BusyBox tree in place of the configured one"),
)
  .option("--kconfig <file>", "open this Kconfig file alone; paths in it start from here")
  .option("--dialect <name>", "of which tools the --kconfig file is; auto: found out", "buildroot")
  .allowExcessArguments(false);

const options = command.parse(process.argv).opts<MenuOptions>();
// No await here: the bundled program is no module.
void runMenuCommand("ipa-menuconfig", () =>
  options.kconfig === undefined
    ? editProject("ipa-menuconfig", "buildroot", options)
    : editKconfig("ipa-menuconfig", options.kconfig, options),
);
