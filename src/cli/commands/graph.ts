import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { writeFileAtomically } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { STATE_FOLDER } from "../../buildroot/incremental/evaluation.js";
import { DiskStore } from "../../scheduler/index.js";
import { type RunSummary, summarizeRun } from "../afterwards/run-summary.js";
import { buildGraphOf } from "../graph/build-graph.js";
import { dotOf } from "../graph/dot.js";
import { pageOf } from "../graph/page.js";
import { packageSizes } from "../graph/sizes.js";
import { readHistory } from "../progress/history.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, repositoryRoot, withPlaces } from "./places.js";

interface GraphOptions extends PlaceOptions {
  readonly dot?: boolean;
  readonly json?: boolean;
}

export function registerGraph(program: Command): void {
  withPlaces(program.command("graph"))
    .description("the last build as a page for a browser: what ran and why, when, the critical path, sizes")
    .option("--dot", "print the tasks and their dependencies for Graphviz instead")
    .option("--json", "print what the page shows as one JSON object instead")
    .addHelpText("after", exitCodes("ok", "failure", "usage", "space"))
    .action(graph);
}

function graph(options: GraphOptions): void {
  const { output } = placesOf(options);
  if (options.dot && options.json)
    throw new UserError("graph: --dot and --json were given together: give one", EXIT.usage);
  const run = lastThatRan(readHistory(output).map(summarizeRun));
  if (run === null)
    throw new UserError(`${output}: no build is remembered there: run \`ipa-image build\` first`);
  const store = new DiskStore({ folder: join(output, STATE_FOLDER), readOnly: true });
  const found = buildGraphOf(run, store.records(), packageSizes(output));
  store.close();
  if (options.dot) process.stdout.write(dotOf(found));
  else if (options.json) console.log(JSON.stringify(found, null, 2));
  else {
    const folder = join(output, "graphs");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "build.html");
    const page = pageOf(found, join(repositoryRoot(), "share", "graph"));
    writeFileAtomically(path, Buffer.from(page, "utf8"));
    console.log(`graph: ${path} (open it in a browser)`);
  }
}

/** A build that had nothing to do shows nothing: the last one in which something ran; else the last one. */
function lastThatRan(runs: readonly RunSummary[]): RunSummary | null {
  const ran = runs.filter((run) => [...run.tasks.values()].some((task) => task.startedAt !== null));
  return ran.at(-1) ?? runs.at(-1) ?? null;
}
