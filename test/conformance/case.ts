import { firstDifferent } from "../fuzz/compare.js";

/** One comparison with C. */
export interface Case {
  /** What is counted together: a kind of comparison and a dialect. */
  readonly group: string;
  readonly name: string;
  /** Whether C says the same whenever it is asked: it asks no compiler. */
  readonly isLasting: boolean;
  /** What C says and leaves. */
  c(): Texts;
  /** What the engine says and leaves. Where a case goes on with something that C drew, `c` holds it; null: draw it. */
  ours(c: Texts | null): Texts;
}

/** Everything that one side said and left: texts by what they are. */
export type Texts = Readonly<Record<string, string>>;

/** Runs both sides: what differs, nothing where all is the same. */
export function compare({ c, ours }: Case): string[] {
  const expected = c();
  return differences(expected, ours(expected));
}

/** What differs, the first line of each text: whole files would bury it. */
export function differences(expected: Texts, actual: Texts): string[] {
  return Object.keys({ ...expected, ...actual })
    .filter((name) => expected[name] !== actual[name] && !asksForEver(expected[name], actual[name]))
    .map(
      (name) =>
        `${name}: C ${firstDifferent(expected[name], actual[name])} | ours ${firstDifferent(actual[name], expected[name])}`,
    )
    .slice(0, 12);
}

/** Stands between what a side said on standard output and on standard error. */
export const beforeErrors = "\n\0\n";

/** How the engine ends where C prints its last question for ever. */
const end = new RegExp(
  `(?:${[
    "\\nerror: no value for new symbol '\\w+' at end of input",
    "\\S+:\\d+: choice '.*': none of its values can be chosen: .*",
    "kconf: standard input: it ended, and a question has no answer yet: .*",
  ].join("|")})\\n$`,
);

/** What Linux's conf says each time that it finds no more answers. */
const noAnswer = "\nError in reading or end of file.\n";

/**
 * Whether the answers have ended at a question that they must answer: C prints it until it is killed, the engine ends.
 * What both said before must be the same.
 */
function asksForEver(byC = "", byEngine = ""): boolean {
  const [saidByC = "", errorsByC = ""] = byC.split(beforeErrors);
  const [said = "", errors = ""] = byEngine.split(beforeErrors);
  if (!saidByC.startsWith("SIGKILL\n") || !said.startsWith("1\n") || !end.test(errors)) return false;
  const errorsBefore = errors.replace(end, "");
  if (!saidByC.startsWith(said.slice(2), 8) || !errorsByC.startsWith(errorsBefore)) return false;
  const more = errorsByC.slice(errorsBefore.length).replaceAll(noAnswer, "");
  return noAnswer.startsWith(more); // it may have been killed in the midst of one
}
