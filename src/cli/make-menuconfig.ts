import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { execa } from "execa";
import { makeArguments, makeEnvironment } from "../buildroot/make.js";

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Opens the menus of a program inside Buildroot by Buildroot's own make target: it fetches and patches the program's
 * sources first, and knows where its configuration belongs. Returns the exit code: 0, make's own, 1 when this is no
 * terminal, 2 for wrong options, 4 without a Buildroot tree, 9 without a configuration.
 */
export async function runMakeMenus(target: string, what: string, argv: readonly string[]): Promise<number> {
  const program = new Command(target)
    .description(`Edit the configuration of the ${what} in its own menus (Buildroot's make ${target}).`)
    .option("-o, --output <dir>", "output folder of the build", resolve(REPOSITORY, "output"))
    .option("--buildroot <dir>", "the Buildroot tree", resolve(REPOSITORY, "buildroot"))
    .version(packageVersion())
    .allowExcessArguments(false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  const options = program.parse([...argv]).opts<{ output: string; buildroot: string }>();
  const [output, buildroot] = [resolve(options.output), resolve(options.buildroot)];
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    return fail(`${target}: input or output is not a terminal: run it in one`, 1);
  if (!existsSync(resolve(buildroot, "Makefile")))
    return fail(
      `${buildroot}: there is no Buildroot tree: fetch it with: git submodule update --init buildroot`,
      4,
    );
  if (!existsSync(resolve(output, ".config")))
    return fail(`${output}/.config: there is no configuration yet: make one with: make config`, 9);
  const words = makeArguments({
    buildroot,
    output,
    externals: [REPOSITORY],
    targets: [target],
    onLine: () => {},
  });
  // In our own process group and on our own terminal: the menus need both.
  const result = await execa("make", words, {
    stdio: "inherit",
    env: makeEnvironment(),
    extendEnv: false,
    reject: false,
  });
  if (result.exitCode !== undefined) return result.exitCode;
  return result.signal === undefined ? fail(`make: cannot be started: ${result.shortMessage}`, 3) : 130;
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(resolve(REPOSITORY, "package.json"), "utf8")) as { version: string })
    .version;
}

function fail(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}
