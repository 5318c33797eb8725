import { firstDifferent } from "../fuzz/compare.js";

/** One comparison with C. */
export interface Case {
  /** What is counted together: a kind of comparison and a dialect. */
  readonly group: string;
  readonly name: string;
  /** Runs both sides: what differs, nothing where all is the same. */
  compare(): string[];
}

/** Everything that one side said and left: texts by what they are. */
export type Texts = Readonly<Record<string, string>>;

/** What differs, the first line of each text: whole files would bury it. */
export function differences(expected: Texts, actual: Texts): string[] {
  return Object.keys({ ...expected, ...actual })
    .filter((name) => expected[name] !== actual[name])
    .map(
      (name) =>
        `${name}: C ${firstDifferent(expected[name], actual[name])} | ours ${firstDifferent(actual[name], expected[name])}`,
    )
    .slice(0, 12);
}
