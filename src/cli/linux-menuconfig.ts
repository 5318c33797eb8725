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
With --kernel: as \`make menuconfig\` in that tree; DIR/.config is read and saved, or what KCONFIG_CONFIG names. Words
like LLVM=1 and O=DIR go to its Makefile. Without it: the kernel of the image, which Buildroot extracts and prepares first where
it is not there yet; Ctrl-T goes on to BusyBox and to Buildroot itself.`;

const command = withMakefile(
  withProject(
    menuCommand("linux-menuconfig", "Edit the configuration of a Linux kernel in menus.", HELP),
  ).option("--kernel <dir>", "any kernel tree, without Buildroot"),
).argument("[variables...]", "for the tree's Makefile, with --kernel: NAME=VALUE");

command.parse(process.argv);
const options = command.opts<MenuOptions>();
void runMenuCommand("linux-menuconfig", async () =>
  options.kernel === undefined
    ? await editProject("linux-menuconfig", "linux", options)
    : await editFolder("linux-menuconfig", "linux", options.kernel, options, command.args),
);
