import type { CommandIo } from "../io.js";
import { diff } from "./diff.js";
import { dump } from "./dump.js";
import { merge } from "./merge.js";
import { solve } from "./solve.js";
import { why } from "./why.js";

/** `kconf NAME …`: gets what stands after the name, gives the exit status. */
export type Subcommand = (argv: readonly string[], io: CommandIo) => number;

/** What kconf does beside the modes of conf. The first word of the command line decides. */
const subcommands: Readonly<Record<string, Subcommand>> = {
  diff,
  dump,
  merge,
  solve,
  why,
};

export const subcommandNames: readonly string[] = Object.keys(subcommands);

/** The subcommand of that name, undefined when the word is something else (an option, a Kconfig file). */
export function subcommandByName(name: string): Subcommand | undefined {
  return Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
}
