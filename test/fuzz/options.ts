import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Parsed } from "../support/command.js";
import { type Language, languages } from "./language.js";

/** What one run of the fuzzer does. */
export interface Options {
  readonly languages: readonly Language[];
  /** The first seed, the step from one to the next, and how far the last one may be from the first. */
  readonly from: number;
  readonly step: number;
  readonly trees: number;
  /** These seeds and no others; null: those that `from`, `step` and `trees` say. */
  readonly seeds: readonly number[] | null;
  readonly jobs: number;
  /** The modes of conf to run; null for all that the dialect has. */
  readonly modes: readonly string[] | null;
  /** How many of them a tree is run in, by turns; null for all. */
  readonly turns: number | null;
  readonly ignored: ReadonlySet<string>;
  /** Where failing cases go, made small; null for nowhere. */
  readonly keep: string | null;
  readonly shrinks: boolean;
}

export const usage = `Usage: npm run fuzz -- [OPTION]...

Makes Kconfig trees up, runs the C program and the engine on each, and tells what differs: exit status, standard
output, standard error, and every file written. Where they differ, C is asked again with other bytes in fresh memory:
a tree that it answers otherwise then is counted by itself. Exit status: 0 for no difference, 1 for some, 2 for a wrong
option.

  --dialect NAME    only this one (${languages.map(({ dialect }) => dialect).join(", ")})
  --from SEED       the first seed (1)
  --trees N         how many seeds (10000)
  --seeds A,B       these seeds and no others; with --keep every one that differs is kept
  --jobs N          processes at a time (${availableParallelism()})
  --modes A,B       only these modes of conf
  --turns N         each tree in N of the modes, by turns; the first mode always
  --ignore A,B      what does not count: stdout, stderr, "wrong trees" (those that C refuses)
  --keep FOLDER     where the first case of each kind of difference is written, made small
  --no-shrink       writes none
  --help            this text
`;

const numbers = ["from", "step", "trees", "jobs", "turns"] as const;

/** Reads the command line. */
export function parseOptions(argv: readonly string[]): Parsed<Options> {
  const wrong = (message: string): Parsed<Options> => ({ kind: "wrong", message });
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        ...Object.fromEntries(numbers.map((name) => [name, { type: "string" } as const])),
        dialect: { type: "string" },
        seeds: { type: "string" },
        modes: { type: "string" },
        keep: { type: "string" },
        ignore: { type: "string" },
        "no-shrink": { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    return wrong(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
  if (values.help) return { kind: "help" };
  for (const name of numbers) {
    const text = values[name];
    if (text !== undefined && !/^[1-9][0-9]{0,8}$/.test(String(text)))
      return wrong(`--${name} ${text}: not a number above zero`);
  }
  const seeds = typeof values.seeds === "string" ? values.seeds.split(",") : null;
  const noSeed = seeds?.find((text) => !/^[1-9][0-9]{0,8}$/.test(text));
  if (noSeed !== undefined) return wrong(`--seeds ${noSeed}: not a number above zero`);
  const chosen = languages.filter(({ dialect }) => (values.dialect ?? dialect) === dialect);
  if (chosen.length === 0) return wrong(`--dialect ${values.dialect}: no such dialect here`);
  const modes = typeof values.modes === "string" ? values.modes.split(",") : null;
  const unknown = modes?.find((mode) => !chosen.some((language) => language.modes.includes(mode)));
  if (unknown !== undefined) return wrong(`--modes ${unknown}: no such mode`);
  const ignored = typeof values.ignore === "string" ? values.ignore.split(",") : [];
  const strange = ignored.find((part) => !["stdout", "stderr", "wrong trees"].includes(part));
  if (strange !== undefined) return wrong(`--ignore ${strange}: not stdout, stderr or "wrong trees"`);
  const number = (name: (typeof numbers)[number], otherwise: number): number =>
    values[name] === undefined ? otherwise : Number(values[name]);
  return {
    kind: "run",
    options: {
      languages: chosen,
      from: number("from", 1),
      step: number("step", 1),
      trees: number("trees", 10_000),
      seeds: seeds?.map(Number) ?? null,
      // So few that one process is done with them at once.
      jobs: seeds === null ? number("jobs", availableParallelism()) : 1,
      modes,
      turns: values.turns === undefined ? null : number("turns", 1),
      ignored: new Set(ignored),
      keep: typeof values.keep === "string" ? values.keep : null,
      shrinks: values["no-shrink"] !== true,
    },
  };
}

/** The modes that a seed's tree is run in. */
export function modesOf({ modes, turns }: Options, language: Language, seed: number): readonly string[] {
  const all = (modes ?? language.modes).filter((mode) => language.modes.includes(mode));
  const [first, ...others] = all;
  if (first === undefined || turns === null || turns >= all.length) return all;
  const start = (seed * (turns - 1)) % others.length;
  return [first, ...[...others, ...others].slice(start, start + turns - 1)];
}
