/** Where things are: the repository, the Buildroot tree, the output folder, the downloads. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { EXIT, UserError } from "../../buildroot/errors.js";

export interface Places {
  /** The external tree: the folder with package.json, Config.in and external.desc. */
  readonly repo: string;
  readonly buildroot: string;
  readonly output: string;
  readonly downloads: string;
}

export interface PlaceOptions {
  readonly output?: string;
  readonly buildroot?: string;
  readonly external?: string;
}

/** The folder of our package.json, above this file (in src/ or dist/, in a clone or in node_modules). */
export function repositoryRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, "external.desc")) && dir !== dirname(dir)) dir = dirname(dir);
  return dir;
}

/** Our version. */
export function packageVersion(): string {
  const text = readFileSync(join(repositoryRoot(), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Adds the options that say where things are. */
export function withPlaces(command: Command): Command {
  return command
    .option("-o, --output <dir>", "output folder (environment: IPA_OUTPUT; default: output)")
    .option("--buildroot <dir>", "the Buildroot tree (environment: IPA_BUILDROOT; default: the submodule)")
    .option("--external <dir>", "the external tree (default: this repository)");
}

/**
 * The places that the options and the environment name. A package under node_modules works in the current folder.
 * A variable that is empty is none.
 * @throws UserError: 2 for an empty name, 9 where a folder is in the configuration's place
 */
export function placesOf(options: PlaceOptions): Places {
  for (const [name, value] of Object.entries({
    output: options.output,
    buildroot: options.buildroot,
    external: options.external,
  }))
    if (value === "") throw new UserError(`--${name}: empty: name a folder`, EXIT.usage);
  const repo = repositoryRoot();
  const base = repo.split(sep).includes("node_modules") ? process.cwd() : repo;
  const { IPA_OUTPUT, IPA_BUILDROOT, BR2_DL_DIR } = process.env;
  const output = resolve(options.output ?? (IPA_OUTPUT || join(base, "output")));
  const config = join(output, ".config");
  if (existsSync(config) && statSync(config).isDirectory())
    throw new UserError(`${config}: a folder, where the configuration should be: move it away`, EXIT.config);
  return {
    repo: resolve(options.external ?? repo),
    buildroot: resolve(options.buildroot ?? (IPA_BUILDROOT || join(base, "buildroot"))),
    output,
    downloads: resolve(BR2_DL_DIR || join(base, "dl")),
  };
}
