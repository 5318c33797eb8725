import { readAssignments } from "kconfig-parser";

/** What came of putting our changes on top of a file that somebody else changed. */
export interface MergeReport {
  /** How many settings somebody else had changed, and how many we. */
  readonly theirs: number;
  readonly ours: number;
  /** Settings that both changed, to different values: ours are in force. A line each. */
  readonly both: readonly string[];
  /** Of ours, those that cannot be had with what they changed. A line each. */
  readonly lost: readonly string[];
}

/** Names and values of settings; the value is absent when a file does not have the setting. */
export type Settings = ReadonlyMap<string, string>;

export interface Merged {
  readonly text: string;
  /** What we had changed, with the values that we want. */
  readonly wanted: Settings;
  readonly report: Omit<MergeReport, "lost">;
}

/** Their file with our changes at its end, so that ours count. `base` is what both began with. Texts of `.config`s. */
export function mergeTexts(base: string, theirs: string, ours: string, prefix: string): Merged {
  const was = readAssignments(base, prefix);
  const theirChanges = changes(was, readAssignments(theirs, prefix));
  const ourChanges = changes(was, readAssignments(ours, prefix));
  // A setting that we no longer have is hidden by another of our changes: that one takes it away again.
  const wanted = new Map<string, string>();
  for (const [name, value] of ourChanges) if (value !== null) wanted.set(name, value);
  const both = [...wanted].flatMap(([name, value]) => {
    const other = theirChanges.get(name);
    return other === undefined || other === value
      ? []
      : [`${name}: theirs ${other ?? "not there"}, yours ${value}: yours is in force`];
  });
  const kept = theirs.split("\n").filter((line) => !wanted.has(nameIn(line, prefix) ?? ""));
  // Ours as they are written: what a value has the look of says nothing of its type.
  const written = linesByName(ours, prefix);
  const added = [...wanted.keys()].flatMap((name) => written.get(name) ?? []);
  return {
    text: [...kept.join("\n").replace(/\n*$/, "").split("\n"), ...added, ""].join("\n"),
    wanted,
    report: { theirs: theirChanges.size, ours: ourChanges.size, both },
  };
}

/** What is wanted and is not in the text that came out. */
export function lostSettings(wanted: Settings, result: string, prefix: string): string[] {
  const now = readAssignments(result, prefix);
  return [...wanted].flatMap(([name, value]) => {
    const got = now.get(name);
    if (got === value || (got === undefined && value === "n")) return [];
    return [`${name}: you set ${value}, with their changes it is ${got ?? "not to be set"}`];
  });
}

function changes(before: Settings, after: Settings): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const [name, value] of after) if (before.get(name) !== value) found.set(name, value);
  for (const name of before.keys()) if (!after.has(name)) found.set(name, null);
  return found;
}

function nameIn(line: string, prefix: string): string | null {
  const name = /^# (\S+) is not set/.exec(line)?.[1] ?? /^([^#\s=]+)=/.exec(line)?.[1];
  return name?.startsWith(prefix) ? name.slice(prefix.length) : null;
}

/** The last line that sets each name. */
function linesByName(text: string, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split("\n")) {
    const name = nameIn(line, prefix);
    if (name !== null) found.set(name, line);
  }
  return found;
}
