#!/usr/bin/env node
// The plan of a build in which nothing changed: how long, in one process and as a process of its own.
//
//   node bench/scheduler.mjs [--tasks N,N…] [--repeats N] [--json]
//
// Needs a built project. Graphs of 1,250 to 20,000 tasks, each of which comes after up to six of those before it, has
// 30 inputs, one output and a result that is looked for on the disk; everything is recorded as done. `graph` orders and
// checks, `plan` is all of planTasks, `run` is runTasks with nothing to run, `process` starts node, opens the journal,
// plans and ends. The quickest of --repeats counts, and beside it the least processor time, on which a busy machine has
// less of an influence.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildGraph } from "../dist/scheduler/graph.js";
import { DiskStore, digestOf, MemoryStore, planTasks, runTasks, taskId } from "../dist/scheduler/index.js";

const { values } = parseArgs({
  options: {
    repeats: { type: "string", default: "5" },
    tasks: { type: "string", default: "1250,2500,3000,5000,10000,20000" },
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
    const store = new MemoryStore();
    await runTasks(tasksOf(count, folder), options(store));
    const journal = new DiskStore({ folder: join(folder, "store") });
    journal.writeAll([...store.records().values()].map((record) => ({ record, fingerprint: null })));
    journal.close();
    const best = { tasks: count };
    const note = (what, { elapsed, cpu }) => {
      const least = best[what] ?? { elapsed: Infinity, cpu: Infinity };
      best[what] = { elapsed: Math.min(least.elapsed, elapsed), cpu: Math.min(least.cpu, cpu) };
    };
    for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
      const tasks = tasksOf(count, folder);
      note("graph", await timed(() => buildGraph(tasks)));
      note("plan", await timed(() => planTasks(tasks, store)));
      note("run", await timed(() => runTasks(tasks, options(store))));
      note("process", child(count, folder));
    }
    return best;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All of the process, its own start and the making of the tasks too. */
function child(count, folder) {
  const script = fileURLToPath(import.meta.url);
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    script,
    ...["--child", String(count), "--folder", folder],
  ]);
  if (status !== 0) throw new Error(String(stderr));
  return { elapsed: milliseconds(process.hrtime.bigint() - start), cpu: Number(stdout) };
}

async function planOnce(count, folder) {
  const store = new DiskStore({ folder: join(folder, "store"), readOnly: true });
  const plan = await planTasks(tasksOf(count, folder), store);
  const other = plan.tasks.find(({ decision }) => decision.kind !== "fresh");
  if (other || plan.tasks.length !== count) throw new Error(`not all is fresh: ${JSON.stringify(other)}`);
}

async function timed(work) {
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  await work();
  return { elapsed: milliseconds(process.hrtime.bigint() - start), cpu: cpu(process.cpuUsage(before)) };
}

function milliseconds(nanoseconds) {
  return Number(nanoseconds) / 1e6;
}

function cpu({ user, system }) {
  return (user + system) / 1000;
}

function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

if (values.child) {
  await planOnce(Number(values.child), values.folder ?? "");
  console.log(cpu(process.cpuUsage()));
} else {
  const rows = [];
  for (const count of values.tasks.split(",").map(Number)) rows.push(await measure(count));
  if (values.json) console.log(JSON.stringify(rows));
  else {
    console.log("milliseconds, and of the processor");
    console.log("tasks          graph           plan            run        process");
    const column = ({ elapsed, cpu }) => `${elapsed.toFixed(0)} (${cpu.toFixed(0)})`.padStart(14);
    for (const { tasks, graph, plan, run, process } of rows)
      console.log(`${String(tasks).padStart(5)} ${[graph, plan, run, process].map(column).join(" ")}`);
  }
}
