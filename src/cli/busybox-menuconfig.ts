import {
  editFolder,
  editProject,
  menuCommand,
  runMenuCommand,
  withMakefile,
  withProject,
} from "./menus/command.js";
import type { MenuOptions } from "./menus/sources-of-options.js";

const HELP = `
With --busybox: as \`make menuconfig\` in that tree; DIR/.config is read and saved, or what KCONFIG_CONFIG names.
Without it: the BusyBox of the image, which Buildroot extracts and prepares first where it is not there yet; Ctrl-T
goes on to Buildroot itself and to the kernel.`;

const command = withMakefile(
  withProject(menuCommand("busybox-menuconfig", "Edit the configuration of BusyBox in menus.", HELP)).option(
    "--busybox <dir>",
    "any BusyBox tree, without Buildroot",
  ),
).argument("[variables...]", "for the tree's Makefile, with --busybox: NAME=VALUE");

command.parse(process.argv);
const options = command.opts<MenuOptions>();
void runMenuCommand("busybox-menuconfig", async () =>
  options.busybox === undefined
    ? await editProject("busybox-menuconfig", "busybox", options)
    : await editFolder("busybox-menuconfig", "busybox", options.busybox, options, command.args),
);
