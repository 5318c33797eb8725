/**
 * The whole proof, outside of the tests: `npm run proof:incremental` plays every change and writes docs/incremental.md.
 *   -- --jobs N      how many changes are played at once, each in a tree of its own (default: one a processor)
 *   -- --only TEXT   only changes whose group and title hold it; nothing is written
 *   -- --no-plain    without plain make; nothing is written
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeFileAtomically } from "kconfig-parser";
import { groups } from "./changes/index.js";
import { documentText, type Row } from "./document.js";
import { repository } from "./places.js";
import { faultsIn, plainOutcome, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    jobs: { type: "string", default: String(availableParallelism()) },
    "no-plain": { type: "boolean", default: false },
  },
});
const entries = groups
  .flatMap((group) => group.changes.map((change) => ({ title: `${group.title}: ${change.title}`, change })))
  .filter((entry) => entry.title.includes(values.only));
const rows = new Map<(typeof entries)[number]["change"], Row>();
const queue = [...entries];
let wrong = 0;

async function worker(): Promise<void> {
  const workspace = new Workspace("proof");
  try {
    await prepareBuilt(workspace);
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const { title, change } = entry;
      const started = performance.now();
      const faults = await faultsIn(change, workspace);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      wrong += faults.length > 0 ? 1 : 0;
      const report = faults.slice(0, 8).map((fault) => `\n      - ${fault}`);
      console.log(`${faults.length === 0 ? "ok   " : "WRONG"} ${title} (${seconds} s)${report.join("")}`);
      if (values["no-plain"]) continue;
      rows.set(change, { change, faults, plain: await plainOutcome(change, workspace) });
    }
  } finally {
    workspace.dispose();
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
console.log(`${wrong} of ${entries.length} changes are not followed as they should be`);
if (values.only === "" && !values["no-plain"]) {
  const tables = groups.map((group) => ({
    group,
    rows: group.changes.flatMap((change) => rows.get(change) ?? []),
  }));
  writeFileAtomically(join(repository, "docs/incremental.md"), documentText(tables));
}
process.exitCode = wrong === 0 ? 0 : 1;
