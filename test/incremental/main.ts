/**
 * The whole proof, outside of the tests: `npm run proof:incremental` plays every change and writes docs/incremental.md.
 *   -- --jobs N      how many changes are played at once, each in a tree of its own (default: one a processor)
 *   -- --rows DIR    keep the rows of the table there, and do not play again what is there already
 *   -- --only TEXT   only changes whose group and title hold it; nothing is written but rows
 *   -- --no-plain    without plain make; nothing is written
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeFileAtomically } from "kconfig-parser";
import type { Change } from "./changes/change.js";
import { groups } from "./changes/index.js";
import { documentText, type Row } from "./document.js";
import { repository } from "./places.js";
import { faultsIn, plainOutcome, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    jobs: { type: "string", default: String(availableParallelism()) },
    rows: { type: "string" },
    "no-plain": { type: "boolean", default: false },
  },
});

interface Entry {
  readonly title: string;
  readonly change: Change;
}

const entries: readonly Entry[] = groups
  .flatMap((group) => group.changes.map((change) => ({ title: `${group.title}: ${change.title}`, change })))
  .filter((entry) => entry.title.includes(values.only));
const rows = new Map<Change, Row>();
for (const entry of entries) {
  const known = keptRow(entry);
  if (known) rows.set(entry.change, known);
}
const queue = entries.filter((entry) => !rows.has(entry.change));
let wrong = 0;

async function worker(): Promise<void> {
  const workspace = new Workspace("proof");
  try {
    await prepareBuilt(workspace);
    for (let entry = queue.shift(); entry; entry = queue.shift()) await playEntry(entry, workspace);
  } finally {
    workspace.dispose();
  }
}

async function playEntry(entry: Entry, workspace: Workspace): Promise<void> {
  const started = performance.now();
  const faults = await faultsIn(entry.change, workspace);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  wrong += faults.length > 0 ? 1 : 0;
  const report = faults.slice(0, 8).map((fault) => `\n      - ${fault}`);
  console.log(`${faults.length === 0 ? "ok   " : "WRONG"} ${entry.title} (${seconds} s)${report.join("")}`);
  if (values["no-plain"]) return;
  const plain = await plainOutcome(entry.change, workspace);
  rows.set(entry.change, { change: entry.change, faults, plain });
  if (values.rows === undefined || faults.length > 0) return;
  mkdirSync(values.rows, { recursive: true });
  writeFileAtomically(rowFile(entry, values.rows), JSON.stringify({ faults, plain }));
}

function keptRow(entry: Entry): Row | null {
  if (values.rows === undefined || !existsSync(rowFile(entry, values.rows))) return null;
  const kept = JSON.parse(readFileSync(rowFile(entry, values.rows), "utf8")) as Omit<Row, "change">;
  return { ...kept, change: entry.change };
}

/** Named by all that the row is about, so that a change that is described otherwise is played again. */
function rowFile({ title, change }: Entry, folder: string): string {
  const edits = change.edits.map((edit) => [edit.apply.toString(), edit.runs, edit.image]);
  const name = createHash("sha256")
    .update(JSON.stringify([title, edits]))
    .digest("hex")
    .slice(0, 20);
  return join(folder, `${name}.json`);
}

await Promise.all(Array.from({ length: Math.min(Number(values.jobs), queue.length) }, worker));
console.log(`${wrong} of ${entries.length} changes are not followed as they should be`);
if (values.only === "" && !values["no-plain"]) {
  const tables = groups.map((group) => ({
    group,
    rows: group.changes.flatMap((change) => rows.get(change) ?? []),
  }));
  writeFileAtomically(join(repository, "docs/incremental.md"), documentText(tables));
}
process.exitCode = wrong === 0 ? 0 : 1;
