import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { detectDialect } from "../detect-dialect.js";
import { KconfigError } from "../diagnostics.js";
import { type DialectName, dialects } from "../dialect.js";
import { nodeHost } from "../host.js";
import { nearest } from "../info/nearest.js";
import { type CommandIo, Failure } from "../io.js";
import { parseArguments, type RunArguments } from "./arguments.js";
import { run } from "./run.js";
import { subcommandByName, subcommandNames } from "./subcommands.js";
import { usage } from "./usage.js";

export type { CommandIo } from "../io.js";

/** Runs kconf; gives its exit status: 0, or 1 for every failure, as C's conf. */
export function main(argv: readonly string[], io: CommandIo): number {
  const subcommand = subcommandByName(argv[0] ?? "");
  if (subcommand) return guarded(`kconf ${argv[0]}`, io, () => subcommand(argv.slice(1), io));
  const parsed = parseArguments(argv);
  if (parsed.kind === "help") {
    io.out(usage);
    return 0;
  }
  if (parsed.kind === "wrong") {
    io.err(`kconf: ${parsed.message}\n${usage}`);
    return 1;
  }
  return guarded(parsed.kconfigFile, io, () => {
    for (const mistake of parsed.mistakes) io.err(`kconf: ${mistake}\n`);
    if (parsed.mistakes.length > 0 && !passesOver(parsed, io)) {
      io.err(usage);
      return 1;
    }
    hintAtSubcommand(parsed.kconfigFile, io);
    run(parsed, io);
    return 0;
  });
}

/** Whether the words call what C's conf does, too, for which lost output is no failure. */
export function isModeOfConf(argv: readonly string[]): boolean {
  return subcommandByName(argv[0] ?? "") === undefined && parseArguments(argv).kind === "run";
}

/** Whether the conf of the tree goes on after an option that it does not know. */
function passesOver({ dialect, kconfigFile }: RunArguments, io: CommandIo): boolean {
  const name = (dialect as DialectName | null) ?? detectDialect(nodeHost(io.cwd, io.env), kconfigFile);
  return dialects[name].modes.passesOverMistakes;
}

/** A word that is no file may have been meant for a command. C takes it for a file, too, and says that it is not there. */
function hintAtSubcommand(word: string, io: CommandIo): void {
  if (word.includes("/") || word.includes(".") || existsSync(resolve(io.cwd, word))) return;
  const [meant] = nearest(word, [...subcommandNames, "help", "version"]);
  if (meant === undefined) return;
  const isCommand = subcommandNames.includes(meant);
  io.err(
    `kconf: ${word}: taken for a Kconfig file: ${isCommand ? `for the command write it first: kconf ${meant} ...` : "see kconf --help"}\n`,
  );
}

/** Tells of failures that have their words already. */
function guarded(place: string, io: CommandIo, work: () => number): number {
  try {
    return work();
  } catch (error) {
    if (error instanceof KconfigError) {
      for (const text of error.output) io.out(text);
      io.err([...error.report, ""].join("\n"));
      return error.status;
    } else if (error instanceof Failure) io.err(error.message);
    else if (error instanceof RangeError)
      io.err(`${place}: nested too deeply or too long to be worked out: make it flatter or shorter\n`);
    else throw error;
    return 1;
  }
}
