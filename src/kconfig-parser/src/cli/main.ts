import { KconfigError } from "../diagnostics.js";
import { type CommandIo, Failure } from "../io.js";
import { parseArguments } from "./arguments.js";
import { run } from "./run.js";
import { subcommandByName } from "./subcommands.js";
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
    run(parsed, io);
    return 0;
  });
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
