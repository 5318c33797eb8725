/**
 * The table of changes on a real tree: `npm run proof:real -- --output DIR`. DIR is an output folder that `ipa-image
 * build` has built (the minimal profile); it is worked in, and left as it was. Every change is made, built, held against
 * its reasons, undone and built again: then all of target/, images/ and host/ must be what it was, byte for byte.
 *   --downloads DIR  where the sources are (default: BR2_DL_DIR, or dl)
 *   --buildroot DIR  the tree that is copied (default: the submodule)
 *   --work DIR       a folder for the copies (default: OUTPUT.proof); it is kept
 *   --only TEXTS     only changes whose title holds one of these, separated by commas
 *   --plain          plain make too, each on a copy of the output
 *   --clean          a clean build of every changed configuration too: minutes for each
 *   --clean-base     a clean build of what all begin with
 *   --keep NAMES     packages that a clean build takes over as built (tools that stand in), separated by commas
 *   --document       only writes docs/incremental-real.md from the rows
 *   --rows FILE      where the rows are kept, one JSON line each (default: WORK/rows.jsonl)
 */
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeFileAtomically } from "kconfig-parser";
import { ipaImage, plainMake } from "../builder.js";
import { repository } from "../places.js";
import { differences, snapshotOf } from "../snapshot.js";
import { realDocumentText } from "./document.js";
import { listed, playReal, type RealRow, timed } from "./play.js";
import { type RealChange, realChanges } from "./real-changes.js";
import { RealWorkspace } from "./real-workspace.js";

const { values } = parseArgs({
  options: {
    output: { type: "string" },
    downloads: { type: "string", default: process.env.BR2_DL_DIR ?? join(repository, "dl") },
    buildroot: { type: "string", default: join(repository, "buildroot") },
    work: { type: "string" },
    only: { type: "string", default: "" },
    plain: { type: "boolean", default: false },
    clean: { type: "boolean", default: false },
    "clean-base": { type: "boolean", default: false },
    keep: { type: "string", default: "" },
    document: { type: "boolean", default: false },
    rows: { type: "string" },
  },
});
if (values.output === undefined) throw new Error("--output DIR: missing: name an output that was built");
const output = resolve(values.output);
const work = resolve(values.work ?? `${output}.proof`);
const rows = values.rows ?? join(work, "rows.jsonl");
if (values.document) {
  // A change that was played again stands once, as it was the last time.
  const played = readFileSync(rows, "utf8")
    .split("\n")
    .flatMap((text): RealRow[] => (text === "" ? [] : [JSON.parse(text)]));
  const last = new Map(played.map((row) => [row.title, row]));
  const inOrder = realChanges.flatMap(({ title }) => last.get(title) ?? []);
  writeFileAtomically(join(repository, "docs/incremental-real.md"), realDocumentText(inOrder));
  process.exit(0);
}
const kept = values.keep.split(",").filter((name) => name !== "");
mkdirSync(work, { recursive: true });
const workspace = new RealWorkspace({
  output,
  work,
  downloads: resolve(values.downloads),
  buildroot: values.buildroot,
});
await workspace.prepare(resolve(values.buildroot));
await workspace.keep();
const first = await timed(ipaImage, workspace);
if (first.exitCode !== 0) throw new Error(`the first build fails:\n${first.output.slice(-3000)}`);
console.log(`begun with: ran ${listed(first.packages)} (${first.seconds.toFixed(1)} s)`);
const base = snapshotOf(output);
let wrong = 0;
if (values["clean-base"]) {
  const faults = await workspace.inClean(kept, async () => {
    const clean = await timed(plainMake, workspace);
    console.log(`clean build: exit code ${clean.exitCode} (${clean.seconds.toFixed(1)} s)`);
    return differences(base, snapshotOf(output), ["what was there", "a clean build"]);
  });
  tell("what all begin with", faults);
}
for (const change of realChanges.filter(isWanted)) {
  const options = { plain: values.plain, clean: values.clean ? { kept } : null };
  const row = await playReal(change, workspace, base, options);
  appendFileSync(
    rows,
    `${JSON.stringify({ ...row, plain: row.plain && { ...row.plain, wrong: row.plain.wrong?.slice(0, 40) ?? null } })}\n`,
  );
  const beside =
    row.plain === null
      ? ""
      : `; make: ${row.plain.wrong === null ? "failed" : `${row.plain.wrong.length} otherwise`}, ran ${listed(row.plain.ran)}, ${row.plain.seconds.toFixed(1)} s`;
  tell(
    `${row.title}: ran ${listed(row.ran)}${row.imageMade ? ", image" : ""} (${row.seconds.toFixed(1)} s, back ${row.backSeconds.toFixed(1)} s${beside})`,
    row.faults,
  );
}
console.log(`${wrong} are not as they should be`);
process.exitCode = wrong === 0 ? 0 : 1;

function isWanted({ title }: RealChange): boolean {
  return values.only.split(",").some((text) => title.includes(text));
}

function tell(title: string, faults: readonly string[]): void {
  wrong += faults.length > 0 ? 1 : 0;
  console.log(`${faults.length === 0 ? "ok   " : "WRONG"} ${title}`);
  for (const fault of faults.slice(0, 8)) console.log(`      - ${fault}`);
}
