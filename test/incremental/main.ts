/**
 * The whole proof, outside of the tests: `npm run proof:incremental` writes docs/incremental.md.
 *   -- --only TEXT   only changes whose title holds it (nothing is written)
 */
import { parseArgs } from "node:util";
import { groups } from "./changes/index.js";
import { listed, play, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const workspace = new Workspace("proof");
let wrong = 0;
try {
  await prepareBuilt(workspace);
  for (const group of groups) {
    for (const change of group.changes) {
      if (!change.title.includes(values.only)) continue;
      const started = performance.now();
      const outcome = await play(change, workspace);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      wrong += outcome.faults.length > 0 ? 1 : 0;
      const { plain } = outcome;
      const left =
        plain.wrong === null ? "fails" : plain.wrong.length === 0 ? "right" : `${plain.wrong.length} wrong`;
      console.log(
        `${outcome.faults.length === 0 ? "ok   " : "WRONG"} ${group.title}: ${change.title} (${seconds} s)`,
      );
      console.log(`      ran ${listed(outcome.ran)}; plain make: ${left}, ran ${listed(plain.ran)}`);
      for (const fault of outcome.faults.slice(0, 8)) console.log(`      - ${fault}`);
    }
  }
} finally {
  workspace.dispose();
}
process.exitCode = wrong === 0 ? 0 : 1;
