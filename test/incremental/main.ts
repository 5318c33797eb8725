/**
 * The whole proof, outside of the tests: `npm run proof:incremental` plays every change and writes docs/incremental.md.
 *   -- --only TEXT   only changes whose group or title holds it; nothing is written
 *   -- --no-plain    without plain make; nothing is written
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeFileAtomically } from "kconfig-parser";
import { groups } from "./changes/index.js";
import { documentText, type Row } from "./document.js";
import { repository } from "./places.js";
import { faultsIn, plainOutcome, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

const { values } = parseArgs({
  options: { only: { type: "string" }, "no-plain": { type: "boolean", default: false } },
});
const workspace = new Workspace("proof");
const tables = groups.map((group) => ({ group, rows: [] as Row[] }));
let wrong = 0;
try {
  await prepareBuilt(workspace);
  for (const { group, rows } of tables) {
    for (const change of group.changes) {
      const title = `${group.title}: ${change.title}`;
      if (values.only !== undefined && !title.includes(values.only)) continue;
      const started = performance.now();
      const faults = await faultsIn(change, workspace);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      wrong += faults.length > 0 ? 1 : 0;
      console.log(`${faults.length === 0 ? "ok   " : "WRONG"} ${title} (${seconds} s)`);
      for (const fault of faults.slice(0, 8)) console.log(`      - ${fault}`);
      if (!values["no-plain"]) rows.push({ change, plain: await plainOutcome(change, workspace) });
    }
  }
} finally {
  workspace.dispose();
}
console.log(`${wrong} changes are not followed as they should be`);
if (wrong === 0 && values.only === undefined && !values["no-plain"]) {
  writeFileAtomically(join(repository, "docs/incremental.md"), documentText(tables));
}
process.exitCode = wrong === 0 ? 0 : 1;
