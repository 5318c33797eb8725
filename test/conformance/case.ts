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
    .filter((name) => expected[name] !== actual[name])
    .map(
      (name) =>
        `${name}: C ${firstDifferent(expected[name], actual[name])} | ours ${firstDifferent(actual[name], expected[name])}`,
    )
    .slice(0, 12);
}
