#!/usr/bin/env node
// The plan of a build in which nothing changed: how long, in one process and as a process of its own.
//
//   node bench/scheduler.mjs [--repeats N] [--json]
//
// Needs a built project. Graphs of 1,250 to 20,000 tasks, each of which comes after up to six of those before it, has
// 30 inputs, one output and a result that is looked for on the disk; everything is recorded as done. `graph` orders and
// checks, `plan` is all of planTasks, `run` is runTasks with nothing to run, `process` starts node, opens the journal,
// plans and ends. The quickest of --repeats counts: what else the machine does is no part of it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildGraph } from "../dist/scheduler/graph.js";
import { DiskStore, digestOf, planTasks, runTasks, taskId } from "../dist/scheduler/index.js";

const { values } = parseArgs({
  options: {
    repeats: { type: "string", default: "7" },
    json: { type: "boolean", default: false },
    child: { type: "string" },
    folder: { type: "string" },
  },
});

/** @returns {import("../dist/scheduler/index.js").Task[]} */
function tasksOf(count, folder) {
  const random = generator(count);
  return Array.from({ length: count }, (_, index) => {
    const after = new Set();
    for (let times = Math.min(index, random(7)); times > 0; times--) after.add(random(index));
    const result = join(folder, "results", String(index));
    return {
      id: taskId(`package-${index}`),
      after: [...after].map((before) => taskId(`package-${before}`)),
      inputs: new Map(
        Array.from({ length: 30 }, (_, entry) => [
          `PACKAGE_${index}_VARIABLE_${entry}`,
          `a value of about forty characters: ${entry * index}`,
        ]),
      ),
      outputs: [`build/package-${index}`],
      missing: () => (statSync(result, { throwIfNoEntry: false }) ? null : `${result} is gone`),
      work: { kind: "alone", run: async () => digestOf(String(index)) },
    };
  });
}

const options = (store) => ({ store, jobs: 64, signal: new AbortController().signal, emit: () => {} });

async function measure(count) {
  const folder = mkdtempSync(join(tmpdir(), "scheduler-bench-"));
  try {
    mkdirSync(join(folder, "results"));
    for (let index = 0; index < count; index++) writeFileSync(join(folder, "results", String(index)), "");
    const store = new DiskStore({ folder: join(folder, "store") });
    // As a batch would: recorded all at once, so that the disk is not what is measured.
    await runTasks(inOneBatch(tasksOf(count, folder)), options(store));
    const best = {
      tasks: count,
      graph: Infinity,
      plan: Infinity,
      run: Infinity,
      process: Infinity,
      node: Infinity,
    };
    const note = (what, milliseconds) => {
      best[what] = Math.min(best[what], milliseconds);
    };
    for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
      const tasks = tasksOf(count, folder);
      note("graph", await timed(() => buildGraph(tasks)));
      const plan = await timed(() => planTasks(tasks, store));
      note("plan", plan);
      note("run", await timed(() => runTasks(tasks, options(store))));
      note("process", await timed(() => child(count, folder)));
      note("node", await timed(() => spawnSync(process.execPath, ["-e", ""])));
    }
    return best;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function child(count, folder) {
  const script = fileURLToPath(import.meta.url);
  const { status, stderr } = spawnSync(process.execPath, [
    script,
    "--child",
    String(count),
    "--folder",
    folder,
  ]);
  if (status !== 0) throw new Error(String(stderr));
}

async function planOnce(count, folder) {
  const store = new DiskStore({ folder: join(folder, "store"), readOnly: true });
  const plan = await planTasks(tasksOf(count, folder), store);
  const other = plan.tasks.find(({ decision }) => decision.kind !== "fresh");
  if (other || plan.tasks.length !== count) throw new Error(`not all is fresh: ${JSON.stringify(other)}`);
}

function inOneBatch(tasks) {
  const batch = {
    name: "all",
    run: async (items, report) => {
      for (const { id } of items) report.finished(id, digestOf(id));
    },
  };
  return tasks.map((task) => ({ ...task, work: { kind: "batch", batch } }));
}

async function timed(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

if (values.child) await planOnce(Number(values.child), values.folder ?? "");
else {
  const rows = [];
  for (const count of [1250, 2500, 3000, 5000, 10000, 20000]) rows.push(await measure(count));
  if (values.json) console.log(JSON.stringify(rows));
  else {
    console.log(`tasks   graph    plan     run  process (of it node itself), milliseconds`);
    const column = (value, width) => value.toFixed(1).padStart(width);
    for (const row of rows)
      console.log(
        `${String(row.tasks).padStart(5)} ${column(row.graph, 7)} ${column(row.plan, 7)} ${column(row.run, 7)} ${column(row.process, 8)} (${column(row.node, 0)})`,
      );
  }
}
