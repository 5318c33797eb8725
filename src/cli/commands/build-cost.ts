/** What saving a configuration would make the next build do, by the code that builds. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { STATE_FOLDER } from "../../buildroot/incremental/evaluation.js";
import type { ConfigNow, CostEstimator, CostReport, PackageCost } from "../../menuconfig/cost.js";
import { changeWords, type Decision, taskId } from "../../scheduler/index.js";
import { packageSizes } from "../graph/sizes.js";
import { few } from "../progress/words.js";
import { lookAt } from "./look.js";
import type { Places } from "./places.js";

/** Configurations that are not Buildroot's own: the package that they are of is built with them. */
const PACKAGES: Readonly<Record<string, string>> = { linux: "linux", busybox: "busybox" };

/** Null where nothing was ever built: then everything is. */
export function buildCost(places: Places): CostEstimator | null {
  if (!existsSync(join(places.output, STATE_FOLDER))) return null;
  return { estimate: (changed, signal) => costOf(places, changed, signal) };
}

async function costOf(
  places: Places,
  changed: readonly ConfigNow[],
  signal: AbortSignal,
): Promise<CostReport> {
  const candidate = changed.find(({ id }) => id === "buildroot")?.text;
  const { project, times, view } = await lookAt(places, signal, candidate === undefined ? {} : { candidate });
  const records = project.store.records();
  const secondsOf = (name: string): number | null =>
    records.get(taskId(name))?.seconds ?? times.get(taskId(name)) ?? null;
  const packages = view.plan.tasks.flatMap(({ id, decision }): PackageCost[] => {
    const reason = reasonOf(decision);
    return reason === null ? [] : [{ name: id, reason, seconds: secondsOf(id) }];
  });
  const others = changed.flatMap(({ id }): PackageCost[] => {
    const name = PACKAGES[id];
    if (name === undefined || packages.some((item) => item.name === name)) return [];
    return [{ name, reason: "its own configuration", seconds: secondsOf(name) }];
  });
  const sizes = packageSizes(places.output);
  const gone = view.plan.gone.map((id) => ({ name: id, reason: "taken away", seconds: null }));
  const isKnown = view.plan.tasks.every(
    ({ decision }) => decision.kind !== "run" || decision.change.kind !== "first",
  );
  const bytes = view.plan.gone.reduce((sum, id) => sum - (sizes.get(id)?.target ?? 0), 0);
  const added = others.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  return {
    packages: [...gone, ...others, ...packages],
    seconds: view.estimate === null && packages.length > 0 ? null : (view.estimate?.run ?? 0) + added,
    bytes: isKnown && view.plan.gone.length > 0 ? bytes : null,
    notes: view.notes,
  };
}

function reasonOf(decision: Decision): string | null {
  if (decision.kind === "run") return few(changeWords(decision.change), 2);
  if (decision.kind === "broken") return decision.error;
  if (decision.kind === "perhaps") return `if ${few(decision.waitsFor, 3)} comes out different`;
  return null;
}
