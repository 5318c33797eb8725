/** docs/incremental-real.md: the table of changes on a real tree. Pure. */
import { example } from "../document.js";
import type { RealRow } from "./play.js";

export function realDocumentText(rows: readonly RealRow[]): string {
  const wrong = rows.filter((row) => row.faults.length > 0).length;
  const plain = rows.flatMap((row) => row.plain ?? []);
  const differs = plain.filter((row) => row.wrong === null || row.wrong.length > 0).length;
  const clean = rows.filter((row) => row.comparedWithClean).length;
  const parts = [
    "# What is rebuilt after a change, on the real minimal image",
    "",
    "Written by `npm run proof:real`; do not edit.",
    "",
    "Every line is a change of the minimal profile: Buildroot itself, its kernel and BusyBox. It was made and built; a",
    "second call had nothing to do; it was undone and built again. After that all of `target/`, `images/` and `host/` was",
    `what it had been before, byte for byte, after ${rows.length - wrong} of ${rows.length} changes. A clean build of the changed configuration was`,
    `compared as well for ${clean} of them. Beside it stands what plain \`make\` does on a copy, and where that differs from what`,
    `\`ipa-image build\` left: after ${differs} of ${plain.length} changes. Times are of one run, in seconds, and of a machine with other work.`,
    "",
    "| change | `ipa-image build` makes | s | undone, s | plain `make` runs | s | ... and leaves |",
    "| --- | --- | ---: | ---: | --- | ---: | --- |",
    ...rows.map(line),
  ];
  return `${parts.join("\n")}\n`;
}

function line(row: RealRow): string {
  const made = [...row.ran, ...(row.imageMade ? ["image"] : [])];
  const own = row.faults.length === 0 ? words(made) : `**not right**: ${words(made)}`;
  const plain = row.plain;
  const beside =
    plain === null
      ? "| not asked | | |"
      : `| ${words(plain.ran)} | ${seconds(plain.seconds)} | ${left(plain.wrong)} |`;
  return `| ${row.title} | ${own} | ${seconds(row.seconds)} | ${seconds(row.backSeconds)} ${beside}`;
}

function left(wrong: readonly string[] | null): string {
  if (wrong === null) return "**nothing: it fails**";
  return wrong.length === 0 ? "the same" : `**wrong**: ${example(wrong)}`;
}

function words(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  return names.length > 8 ? `${names.length} packages` : names.join(", ");
}

function seconds(value: number): string {
  return value.toFixed(1);
}
