/**
 * The long runs, outside of the tests: `npm run proof:walk` and `npm run proof:cuts`.
 *   -- --seed N --count N   which walk or cuts, and how many
 */
import { parseArgs } from "node:util";
import { cuts } from "./cuts.js";
import { listed, prepareBuilt } from "./proof.js";
import { walk } from "./walk.js";
import { Workspace } from "./workspace.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, count: { type: "string" } },
});
const [kind = "walk"] = positionals;
const workspace = new Workspace(kind);
let wrong = 0;
let total = 0;
function tell(title: string, faults: readonly string[]): void {
  total += 1;
  wrong += faults.length > 0 ? 1 : 0;
  console.log(`${faults.length === 0 ? "ok   " : "WRONG"} ${title}`);
  for (const fault of faults.slice(0, 8)) console.log(`      - ${fault}`);
}
try {
  await prepareBuilt(workspace);
  const seed = Number(values.seed);
  if (kind === "walk")
    await walk(workspace, seed, Number(values.count ?? 200), (step) =>
      tell(
        `${step.number}: ${step.edits.map((edit) => edit.title).join("; ")}: ran ${listed(step.ran)}`,
        step.faults,
      ),
    );
  else
    await cuts(workspace, seed, Number(values.count ?? 100), (cut) =>
      tell(
        `${cut.number}: ${cut.edit}: ${cut.victim} after ${cut.milliseconds} ms${cut.inTime ? "" : " (too late)"}`,
        cut.faults,
      ),
    );
} finally {
  workspace.dispose();
}
console.log(`${wrong} of ${total} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
