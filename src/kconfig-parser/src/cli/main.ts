import { formatDiagnostic, formatWarning, KconfigError } from "../diagnostics.js";
import type { DialectName } from "../dialect.js";
import { Config } from "../eval/config.js";
import { nodeHost } from "../host.js";
import { unmetDependencyText } from "../info/unmet-dependency.js";
import { runMode } from "../modes/run.js";
import { Session } from "../modes/session.js";
import { readTree } from "../open-tree.js";
import { parseArguments, type RunArguments } from "./arguments.js";
import { type CommandIo, Failure } from "./io.js";
import { subcommandByName } from "./subcommands.js";
import { usage } from "./usage.js";

export type { CommandIo } from "./io.js";

/** Runs kconf; gives its exit status: 0, or 1 for every failure, as C's conf. */
export function main(argv: readonly string[], io: CommandIo): number {
  const subcommand = subcommandByName(argv[0] ?? "");
  if (subcommand) return subcommand(argv.slice(1), io);
  const parsed = parseArguments(argv);
  if (parsed.kind === "help") {
    io.out(usage);
    return 0;
  }
  if (parsed.kind === "wrong") {
    io.err(`kconf: ${parsed.message}\n${usage}`);
    return 1;
  }
  try {
    run(parsed, io);
    return 0;
  } catch (error) {
    if (error instanceof KconfigError)
      io.err(
        [...error.warnings.map(formatWarning), ...error.diagnostics.map(formatDiagnostic), ""].join("\n"),
      );
    else if (error instanceof Failure) io.err(error.message);
    else throw error;
    return 1;
  }
}

function run({ mode, kconfigFile, dialect, silent }: RunArguments, io: CommandIo): void {
  const host = nodeHost(io.cwd, io.env);
  const tree = readTree(kconfigFile, host, (dialect ?? undefined) as DialectName | undefined);
  if (!tree.dialect.modes.names.includes(mode.name))
    throw new Failure(`kconf: --${mode.name}: the conf of ${tree.dialect.name} has no such mode\n`);
  for (const warning of tree.warnings) io.err(`${formatWarning(warning)}\n`);
  const config = new Config(tree);
  config.onUnmetDependency = (symbol) => io.err(unmetDependencyText(config, symbol));
  runMode(new Session(config, host, io, silent), mode);
}
