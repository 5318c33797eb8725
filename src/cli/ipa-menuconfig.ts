import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { createConfig, formatWarning, KconfigError, openCachedTree } from "kconfig-parser";
import {
  canDraw,
  DiskFiles,
  initialModel,
  isTooSmall,
  openTerminal,
  runMenus,
  tooSmall,
} from "../menuconfig/index.js";
import { DEFAULT_PROFILE, PROFILES } from "./commands/profiles.js";
import { endText, signalText } from "./menuconfig-texts.js";

/** The repository: this file is dist/cli/NAME.js or src/cli/NAME.ts of it. */
const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SIGNAL_NUMBERS: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGTERM: 15,
};

interface Options {
  readonly output: string;
  readonly buildroot: string;
  readonly kconfig?: string;
  readonly config?: string;
}

/** What is opened: a Kconfig file, where its paths start, its environment, and the `.config` beside it. */
interface Opening {
  readonly kconfigFile: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly configPath: string;
}

const HELP = `
Without --kconfig the whole of Buildroot is opened with the IPA options under "External options". When the output
folder has no .config yet, it is first written from openstack_ipa_defconfig.

Environment:
  MENUCONFIG_COLOR  mono, blackbg, classic or bluetitle (the default)
  NO_COLOR          not empty: no colours

Exit codes:
  0    left by the user, saved or not
  1    the terminal cannot show the menus, or a file is wrong
  2    wrong options
  4    the Buildroot tree is not there
  129, 130, 143   ended by SIGHUP, SIGINT, SIGTERM`;

/** Runs the command. Returns the exit code; never throws for what a user can mend. */
async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("ipa-menuconfig")
    .description("Edit the configuration of the Ironic Python Agent image and of all of Buildroot in menus.")
    .option(
      "-o, --output <dir>",
      "output folder of the build; its .config is edited",
      resolve(REPOSITORY, "output"),
    )
    .option("--buildroot <dir>", "the Buildroot tree", resolve(REPOSITORY, "buildroot"))
    .option("--kconfig <file>", "open this Kconfig file instead of Buildroot's; paths in it start from here")
    .option("--config <file>", "the file to read and save (default: .config of the output folder)")
    .version(version())
    .addHelpText("after", HELP)
    .allowExcessArguments(false)
    // Commander ends the process itself for --help, --version (0) and wrong options.
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  const options = program.parse([...argv]).opts<Options>();
  const refusal = refuseTerminal();
  if (refusal !== null) return fail(refusal);
  try {
    return await edit(await opening(options));
  } catch (error) {
    return explain(error);
  }
}

async function opening(options: Options): Promise<Opening> {
  if (options.kconfig !== undefined) {
    const configPath = options.config ?? process.env.KCONFIG_CONFIG ?? ".config";
    return { kconfigFile: options.kconfig, cwd: process.cwd(), env: process.env, configPath };
  }
  const { prepareBuildrootKconfig } = await import("../buildroot/kconfig-env.js");
  const places = {
    repo: REPOSITORY,
    buildroot: resolve(options.buildroot),
    output: resolve(options.output),
  };
  if (options.config === undefined && !existsSync(resolve(places.output, ".config"))) {
    // What `ipa-image build` would start from, so that the first look shows the image and not Buildroot's defaults.
    const { applyDefconfig } = await import("../buildroot/configure.js");
    await applyDefconfig({ ...places, name: PROFILES[DEFAULT_PROFILE] });
  }
  const prepared = await prepareBuildrootKconfig(places);
  return options.config === undefined ? prepared : { ...prepared, configPath: resolve(options.config) };
}

async function edit({ kconfigFile, cwd, env, configPath }: Opening): Promise<number> {
  const { tree, keep } = openCachedTree(kconfigFile, { cwd, env, dialect: "buildroot" });
  // Before the menus take the screen, as mconf does: they are the tree's, and still there afterwards.
  for (const warning of tree.warnings) process.stderr.write(`${formatWarning(warning)}\n`);
  const config = createConfig(tree);
  const files = new DiskFiles(process.cwd());
  const loaded = files.open(config, configPath);
  if (!loaded.ok) return fail(`${configPath}: ${loaded.why}: mend the file or name another with --config`);

  const terminal = openTerminal({ input: process.stdin, output: process.stdout, env: process.env });
  const model = initialModel({ config, size: terminal.size, path: configPath, warnings: loaded.warnings });
  const ending = await runMenus(model, terminal, files);
  if (ending.by === "user") {
    process.stdout.write(endText(ending.outcome, ending.path));
    // Now that nobody waits for a screen.
    keep();
    return 0;
  }
  process.stderr.write(signalText(ending.signal, ending.unsaved));
  return 128 + (SIGNAL_NUMBERS[ending.signal] ?? 1);
}

/** Why the menus cannot be shown here, or null. */
function refuseTerminal(): string | null {
  const { stdin, stdout, env } = process;
  if (!stdin.isTTY || !stdout.isTTY)
    return "ipa-menuconfig: input or output is not a terminal: run it in one, or edit without menus (kconf --help)";
  if (!canDraw(env))
    return `ipa-menuconfig: TERM=${env.TERM}: this terminal cannot move its cursor: use another`;
  const size = { columns: stdout.columns, rows: stdout.rows };
  return isTooSmall(size) ? tooSmall(size) : null;
}

function explain(error: unknown): number {
  if (error instanceof KconfigError) return fail(error.message);
  // Errors of the buildroot layer carry their exit code; their class is not loaded unless it is needed.
  const code = (error as { exitCode?: unknown } | null)?.exitCode;
  if (error instanceof Error && typeof code === "number") return fail(error.message, code);
  const system = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof Error && system !== undefined) return fail(`ipa-menuconfig: ${error.message}`);
  throw error;
}

function fail(message: string, code = 1): number {
  process.stderr.write(`${message}\n`);
  return code;
}

function version(): string {
  const file = resolve(REPOSITORY, "package.json");
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version
    : "unknown";
}

// No await here: the bundled program is no module.
main(process.argv).then((code) => {
  process.exitCode = code;
});
