import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { CachedTree } from "../cache/cached-tree.js";
import { userCache } from "../cache/store.js";
import { TreeCache } from "../cache/tree-cache.js";
import { KconfigError } from "../diagnostics.js";
import { type DialectName, dialectByName, dialectNames } from "../dialect.js";
import { Config } from "../eval/config.js";
import { readConfiguration } from "../files/read-config.js";
import { nodeHost, statOf } from "../host.js";
import { nearest } from "../info/nearest.js";
import { type CommandIo, Failure } from "../io.js";
import type { KSymbol } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";
import { openTree } from "../open-tree.js";
import { readSource } from "../parse/source-files.js";
import { tellOfCommands } from "./trust-note.js";

/** The arguments that `why`, `solve` and `dump` share. */
export interface QueryArguments {
  readonly json: boolean;
  readonly help: boolean;
  /** Run no `$(shell ...)`. */
  readonly noShell: boolean;
  readonly dialect: DialectName | undefined;
  readonly kconfigFile: string | null;
  readonly words: readonly string[];
}

export const statuses = { done: 0, error: 1, usage: 2, impossible: 3 } as const;

/** A command line that makes no sense: exit status 2. */
export class UsageError extends Error {}

export const queryOptions = `Options:
  --json           the answer as JSON, for programs
  --kconfig FILE   where the tree starts (default: Kconfig, or Config.in in a Buildroot tree)
  --dialect NAME   whose language: ${dialectNames.join(", ")} (default: what the tree looks like)
  --no-shell       run no $(shell ...): answer from what is remembered, or fail. Without it the tree's commands are run,
                   which is said on a terminal the first time that a tree is opened
  -h, --help       this text

Environment:
  BR2_CONFIG, KCONFIG_CONFIG   the configuration file (default: .config); without one all defaults apply
  srctree                      where sourced files are looked for when not in the current folder
`;

/** Reads the options that the query commands share; what is left are `words`. */
export function parseQuery(argv: readonly string[]): QueryArguments {
  const words: string[] = [];
  let [json, help, noShell, onlyWords] = [false, false, false, false];
  let dialect: string | undefined;
  let kconfigFile: string | null = null;
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? "";
    const equals = argument.indexOf("=");
    const name = argument.startsWith("--") && equals > 0 ? argument.slice(0, equals) : argument;
    const value = (): string => {
      const given = name === argument ? argv[++i] : argument.slice(equals + 1);
      if (given === undefined) throw new UsageError(`${name}: a value is missing: write ${name}=VALUE`);
      return given;
    };
    if (onlyWords || !argument.startsWith("-")) words.push(argument);
    else if (name === "--") onlyWords = true;
    else if (name === "--json") json = true;
    else if (name === "--help" || name === "-h") help = true;
    else if (name === "--no-shell") noShell = true;
    else if (name === "--dialect") dialect = value();
    else if (name === "--kconfig") kconfigFile = value();
    else throw new UsageError(`${argument}: unknown option: see --help`);
  }
  const known = dialect === undefined ? undefined : dialectByName(dialect)?.name;
  if (dialect !== undefined && known === undefined)
    throw new UsageError(`--dialect: there is no '${dialect}': use ${dialectNames.join(", ")}`);
  return { json, help, noShell, dialect: known, kconfigFile, words };
}

/** Opens the tree that the arguments name, or the one that the current folder holds. */
export function openQueryTree(query: QueryArguments, io: CommandIo): KconfigTree {
  const file = query.kconfigFile ?? ["Kconfig", "Config.in"].find((f) => existsSync(resolve(io.cwd, f)));
  if (file === undefined)
    throw new Failure("kconf: no Kconfig or Config.in in this folder: name the file with --kconfig FILE\n");
  refuseUnreadable(file, io);
  const options = {
    cwd: io.cwd,
    env: io.env,
    noShell: query.noShell,
    ...(query.dialect === undefined ? {} : { dialect: query.dialect }),
  };
  const store = userCache(io.env);
  if (!query.noShell) tellOfCommands(file, query.dialect, store, io);
  return store === null
    ? openTree(file, options)
    : CachedTree.find(new TreeCache(store), file, options).open();
}

/** In better words than C's, which has no such command. Files are also looked for in `srctree`: there C's words do. */
function refuseUnreadable(file: string, { cwd, env }: CommandIo): void {
  const found = statOf(resolve(cwd, file));
  if (found?.isDirectory())
    throw new Failure(`kconf: ${file}: a folder: name the Kconfig file in it, or call kconf there\n`);
  if (found === undefined && !env.srctree)
    throw new Failure(
      `kconf: ${file}: there is no such file: name the Kconfig file that the tree starts with\n`,
    );
}

/** The tree with the values of its configuration file, if there is one. */
export function openQueryConfig(query: QueryArguments, io: CommandIo): Config {
  const tree = openQueryTree(query, io);
  const config = new Config(tree);
  const { configVariables, defaultConfigName } = tree.dialect;
  const name = configVariables.map((v) => io.env[v]).find((v) => v !== undefined && v !== "");
  const file = name ?? defaultConfigName;
  const text = readSource(nodeHost(io.cwd, io.env), file);
  if (text !== null) {
    for (const warning of readConfiguration(config, text, file).warnings) io.err(`${warning}\n`);
  } else if (name !== undefined)
    throw new Failure(
      `kconf: ${name}: there is no such configuration file: make it, or unset the variable\n`,
    );
  return config;
}

/** The symbol of that name, its prefix (`CONFIG_`) given or not. */
export function findSymbol(config: Config, name: string): KSymbol {
  const { tree } = config;
  const { prefix } = tree.dialect;
  const bare = prefix !== "" && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const symbol = tree.symbol(name) ?? tree.symbol(bare);
  if (symbol === undefined) {
    const meant = nearest(bare.toUpperCase(), tree.symbols.map((s) => s.name ?? "").filter(Boolean));
    const hint =
      meant.length > 0
        ? `did you mean ${meant.join(" or ")}?`
        : "look at the names in `kconf dump`, or in a menu";
    throw new Failure(`kconf: ${bare}: no Kconfig file mentions this symbol: ${hint}\n`);
  }
  return symbol;
}

/** Runs a query command: its failures become messages and exit statuses. */
export function runQuery(io: CommandIo, usage: string, body: () => number): number {
  try {
    return body();
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`kconf: ${error.message}\n${usage}`);
      return statuses.usage;
    }
    if (error instanceof KconfigError) {
      for (const text of error.output) io.out(text);
      io.err([...error.report, ""].join("\n"));
    } else if (error instanceof Failure) io.err(error.message);
    else if (error instanceof RangeError)
      io.err("kconf: the Kconfig files are nested too deeply to be worked out: make them flatter\n");
    else throw error;
    return statuses.error;
  }
}
