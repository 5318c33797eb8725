import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Parsed } from "../../support/command.js";

/** What one run compares. */
export interface Options {
  /** The cases whose "group: name" it finds. */
  readonly only: RegExp;
  /** Random configurations, answered questions and syncconfigs, for each tree. */
  readonly random: number;
  readonly ask: number;
  readonly sync: number;
  /** The first seed of each. */
  readonly from: number;
  readonly jobs: number;
}

export const usage = `Usage: npm run conformance:full -- [OPTION]...

Compares the engine with the C programs of Buildroot and of each Linux in .corpus: exit status, both outputs, every file.
Tells each minute how far it is; what C said is remembered, so that a run that was stopped need not ask it again.
A configuration of Linux leaves some 18,000 files: with TMPDIR in memory (2 GB) it takes about half the time.

  --only REGEX   only cases whose "group: name" it finds
  --random N     random configurations a tree, each also damaged (1000)
  --ask N        oldconfig, oldaskconfig and syncconfig with random answers (150)
  --sync N       syncconfig three times, with the marks that it touches (60)
  --from SEED    the first seed of these (1)
  --jobs N       processes at a time (${availableParallelism()})
  --help         this text

Exit status: 0 for no difference, 1 for some, 2 for a wrong option.
`;

const counts = ["random", "ask", "sync", "from", "jobs"] as const;

/** Reads the command line. */
export function parseOptions(argv: readonly string[]): Parsed<Options> {
  const wrong = (message: string): Parsed<Options> => ({ kind: "wrong", message });
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        only: { type: "string", default: "" },
        random: { type: "string", default: "1000" },
        ask: { type: "string", default: "150" },
        sync: { type: "string", default: "60" },
        from: { type: "string", default: "1" },
        jobs: { type: "string", default: String(availableParallelism()) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    // Of no case of a kind none may be asked for; a seed or a process that is not one makes no sense.
    const least = (name: (typeof counts)[number]): number => (name === "from" || name === "jobs" ? 1 : 0);
    for (const name of counts)
      if (!/^[0-9]{1,9}$/.test(values[name]) || Number(values[name]) < least(name))
        return wrong(`--${name} ${values[name]}: not a number from ${least(name)} on`);
    const { random, ask, sync, from, jobs } = values;
    return {
      kind: "run",
      options: {
        only: new RegExp(values.only),
        random: Number(random),
        ask: Number(ask),
        sync: Number(sync),
        from: Number(from),
        jobs: Number(jobs),
      },
    };
  } catch (error) {
    // Both parseArgs() and RegExp say in their first line what is wrong.
    return wrong(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}
