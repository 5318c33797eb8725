/** The commands with menus: their options, and the trees that these name. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { KconfigError } from "kconfig-parser";
import { EXIT, isUserError, UserError } from "../../buildroot/errors.js";
import type { SourcePair } from "../../menuconfig/sources.js";
import { outliveReaders } from "../commands/broken-pipe.js";
import { withPlainDefaults } from "../commands/plain-help.js";
import { kconfigSource } from "./kconfig-source.js";
import { loadSlowWork } from "./load-slow-work.js";
import { type MenuProgram, runMenuProgram } from "./program.js";
import { type MenuOptions, ownTree, projectSources } from "./sources-of-options.js";
import { menuStyle } from "./style.js";
import { refuseTerminal } from "./terminal-check.js";

/** The repository: this file is dist/cli/menus/NAME.js or src/cli/menus/NAME.ts of it, or bundled in dist/bin. */
const REPOSITORY = repositoryRoot();

/** Which options are repositories, and what is taken of them. */
const IPA_SOURCES: readonly SourcePair[] = ["OPENSTACK_IPA", "OPENSTACK_REQUIREMENTS"].map((name) => ({
  url: `${name}_GIT_URL`,
  ref: `${name}_RELEASE`,
}));

const ENVIRONMENT_AND_CODES = `
Environment:
  KCONFIG_CONFIG    another file than .config, in a tree of your own
  MENUCONFIG_KEYS   keys in the manner of mconf (the default), nconf or vi
  MENUCONFIG_MODE   single_menu: menus open in their place (NCONFIG_MODE with nconf's keys)
  MENUCONFIG_MOUSE  0: the mouse is left to the terminal
  MENUCONFIG_COLOR  mono, blackbg, classic or bluetitle (the default)
  NO_COLOR          not empty: no colours

Exit codes:
  0    left by the user, saved or not
  1    the terminal cannot show the menus, or a file is wrong
  2    wrong options, or a folder that is no such tree
  3    make is not there, or a tree's Makefile refuses
  4    the Buildroot tree is not there
  5    root, without --allow-root
  8    Buildroot could not prepare the sources
  9    no configuration, or one without this package
  129, 130, 143   ended by SIGHUP, SIGINT, SIGTERM`;

/** An empty command of the menus: name, description, version, help. */
export function menuCommand(name: string, description: string, help: string): Command {
  outliveReaders();
  return (
    withPlainDefaults(new Command(name))
      .description(description)
      .version(version())
      .option("--keys <name>", "keys in the manner of mconf, nconf or vi")
      .option("--plain", "numbered lines in place of a screen: for screen readers, TERM=dumb and scripts")
      .addHelpText("after", `${help}\n${ENVIRONMENT_AND_CODES}`)
      // Commander ends the process itself for --help, --version (0) and wrong options.
      .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  );
}

/** Adds where Buildroot and its output are. */
export function withProject(command: Command): Command {
  return command
    .option("-o, --output <dir>", "output folder of the build", resolve(REPOSITORY, "output"))
    .option("--buildroot <dir>", "the Buildroot tree", resolve(REPOSITORY, "buildroot"))
    .option("--external <dir>", "the external tree (default: this repository)")
    .option("--allow-root", "let Buildroot prepare sources even as root");
}

/** Adds how the Makefile of a tree of the user's own is called. */
export function withMakefile(command: Command): Command {
  return command
    .option("--arch <arch>", "ARCH for the tree's Makefile: x86, arm64, riscv …")
    .option("--cross-compile <prefix>", "CROSS_COMPILE for it: aarch64-linux-gnu- …");
}

/** Runs a command to its end: sets the exit code; never throws for what a user can mend. */
export async function runMenuCommand(name: string, run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    process.exitCode = explain(name, error);
  }
}

/** All trees of the project, and the one to begin with. */
export async function editProject(name: string, first: string, options: MenuOptions): Promise<number> {
  // Before anything is prepared for menus that cannot be shown.
  const style = menuStyle(options);
  const refusal = refuseTerminal(name, style);
  if (refusal !== null) throw new UserError(refusal, EXIT.failure);
  const program: MenuProgram = {
    name,
    style,
    sources: projectSources(options, REPOSITORY),
    first,
    pairs: IPA_SOURCES,
    cost: async () => {
      const { buildCost, placesOf } = await loadSlowWork();
      return buildCost(placesOf(options));
    },
  };
  return await runMenuProgram(program);
}

/** One tree alone, in a folder of the user's own. `variables`: as on make's command line. */
export function editFolder(
  name: string,
  kind: "linux" | "busybox",
  dir: string,
  options: MenuOptions,
  variables: readonly string[],
): Promise<number> {
  const wrong = variables.find((word) => !/^\w+=/.test(word));
  if (wrong !== undefined)
    throw new UserError(`${name}: ${wrong}: is no variable for make: write NAME=VALUE`, EXIT.usage);
  const source = ownTree(kind, kind === "linux" ? "Linux" : "BusyBox", dir, options, variables);
  return runMenuProgram({ name, style: menuStyle(options), sources: [source], first: kind });
}

/** A Kconfig file alone. */
export function editKconfig(name: string, file: string, options: MenuOptions): Promise<number> {
  const { config, dialect } = options;
  const sources = [kconfigSource({ file, config, dialect })];
  return runMenuProgram({ name, style: menuStyle(options), sources, first: "tree" });
}

function explain(name: string, error: unknown): number {
  if (error instanceof KconfigError) return fail(error.message);
  if (isUserError(error)) return fail(error.message, error.exitCode);
  const system = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof Error && system !== undefined) return fail(`${name}: ${error.message}`);
  throw error;
}

function fail(message: string, code = 1): number {
  process.stderr.write(`${message}\n`);
  return code;
}

function repositoryRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(resolve(dir, "external.desc")) && dir !== dirname(dir)) dir = dirname(dir);
  return dir;
}

function version(): string {
  const file = resolve(REPOSITORY, "package.json");
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version
    : "unknown";
}
