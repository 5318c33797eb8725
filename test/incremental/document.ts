/** docs/incremental.md: the table of changes, with what plain make leaves beside it. Pure. */
import type { Change, Group } from "./changes/change.js";
import type { PlainOutcome } from "./proof.js";

export interface Row {
  readonly change: Change;
  /** What the command under test did wrong; none. */
  readonly faults: readonly string[];
  readonly plain: PlainOutcome;
}

/** The lines of the table that do not depend on plain make: what CI checks. */
export function ownCells(change: Change): string {
  const last = change.edits.at(-1);
  if (!last) return "";
  const packages = last.runs.length > 8 ? `${last.runs.length} packages` : [...last.runs].sort().join(", ");
  const image = last.image ? "image" : "";
  return `| ${change.title} | ${[packages, image].filter((word) => word !== "").join("; ") || "nothing"} |`;
}

export function documentText(
  tables: readonly { readonly group: Group; readonly rows: readonly Row[] }[],
): string {
  const rows = tables.flatMap((table) => table.rows);
  const count = (kind: Verdict["kind"]) => rows.filter((row) => verdictOf(row).kind === kind).length;
  const parts = [
    "# What is rebuilt after a change",
    "",
    "Written by `npm run proof:incremental`; do not edit.",
    "",
    `Every line is a change on the tree \`test/fixtures/small-buildroot\`, which overlooks what Buildroot overlooks. After`,
    "each, `ipa-image build` leaves a `target/` and an `images/` that are byte for byte those of a clean build of the same",
    'configuration, runs exactly the packages named here, and a second call does nothing. "image" stands for the root',
    "file system and all that is made of it, put together anew. Beside it stands what plain `make` leaves.",
    "",
    `${rows.length} kinds of change. Plain \`make\` leaves what a clean build does after ${count("right") + count("needless")} of them`,
    `(${count("needless")} of these with packages built for nothing), something else after ${count("wrong")}, and fails on ${count("fails")}.`,
    "It puts the image together anew each time.",
    "",
    "Not seen: what somebody changes by hand in `target/` (the next image that is made begins with an empty one), and files",
    "that a makefile reads with `$(shell ...)` from elsewhere than its package's folder.",
  ];
  for (const { group, rows: lines } of tables) {
    parts.push(
      "",
      `## ${group.title}`,
      "",
      "| change | `ipa-image build` makes | plain `make` runs | ... and leaves |",
    );
    parts.push("| --- | --- | --- | --- |", ...lines.map(line));
  }
  return `${parts.join("\n")}\n`;
}

interface Verdict {
  readonly kind: "right" | "needless" | "wrong" | "fails";
  readonly text: string;
}

function line(row: Row): string {
  const { ran } = row.plain;
  const packages = ran.length > 8 ? `${ran.length} packages` : ran.join(", ");
  const own = row.faults.length === 0 ? ownCells(row.change) : `| ${row.change.title} | **not right** |`;
  return `${own} ${packages || "nothing"} | ${verdictOf(row).text} |`;
}

function verdictOf({ change, plain }: Row): Verdict {
  if (plain.wrong === null) return { kind: "fails", text: "**nothing: it fails**" };
  if (plain.wrong.length > 0) return { kind: "wrong", text: `**wrong**: ${example(plain.wrong)}` };
  const needless = plain.ran.filter((name) => change.edits.at(-1)?.runs.includes(name) !== true);
  if (needless.length > 0) return { kind: "needless", text: "the same, with needless work" };
  return { kind: "right", text: "the same" };
}

/** The most telling difference: a file that is too much or missing, else one of target/, else any. */
export function example(wrong: readonly string[]): string {
  const found =
    wrong.find((text) => /^target\/.*: only in/.test(text)) ??
    wrong.find((text) => text.startsWith("target/")) ??
    wrong.find((text) => / only in /.test(text)) ??
    wrong[0] ??
    "";
  const [path = ""] = found.split(": ");
  const what = found.endsWith("only in plain make")
    ? "is still there"
    : found.endsWith("only in a clean build")
      ? "is missing"
      : "is the old one";
  return `\`${path}\` ${what}`;
}
