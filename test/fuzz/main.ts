/**
 * The full run of the fuzzer, over all processors: `npm run fuzz -- [--dialect NAME] [--from SEED] [--trees N] [--jobs N]
 * [--modes a,b] [--ignore stdout,stderr] [--keep FOLDER]`. Prints every kind of difference once, with its seed and a small case.
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { oracleOf } from "../support/conf.js";
import { keptText } from "./case-text.js";
import { compare, type Difference } from "./compare.js";
import { languages } from "./language.js";
import { shrink } from "./shrink.js";
import { generate } from "./tree.js";

const { values } = parseArgs({
  options: {
    dialect: { type: "string" },
    from: { type: "string", default: "1" },
    trees: { type: "string", default: "10000" },
    jobs: { type: "string", default: String(availableParallelism()) },
    modes: { type: "string" },
    keep: { type: "string" },
    ignore: { type: "string", default: "" },
    step: { type: "string", default: "1" },
    "no-shrink": { type: "boolean", default: false },
  },
});

/** Runs as many processes as asked for, each with every n-th seed; gives the sum of their failures. */
async function parent(jobs: number): Promise<number> {
  const program = fileURLToPath(import.meta.url);
  const statuses = await Promise.all(
    Array.from({ length: jobs }, (_, n) => {
      const args = process.argv
        .slice(2)
        .filter(
          (a, i, all) => !/^--(jobs|from|step)/.test(a) && !/^--(jobs|from|step)$/.test(all[i - 1] ?? ""),
        );
      const child = spawn(
        process.execPath,
        [program, ...args, "--jobs=1", `--from=${Number(values.from) + n}`, `--step=${jobs}`],
        { stdio: "inherit" },
      );
      return new Promise<number>((done) => child.on("exit", (code) => done(code ?? 1)));
    }),
  );
  return Math.max(...statuses);
}

/** The kind of a difference: numbers do not matter, so that a thousand seeds with one cause are told once. */
function kindOf({ mode, where, expected, actual }: Difference): string {
  const plain = (text: string) =>
    text
      .replace(/^\d+: /, "")
      .replace(/"[^"]*"/g, '""')
      .replace(/[A-Z]*[0-9][0-9A-Z]*/g, "#")
      .slice(0, 60);
  if (where === "status")
    return `status | ${expected.split(" ")[0]} | ${actual.split(" ")[0]} ${/exception/.test(actual) ? actual.slice(0, 120) : ""}`;
  return [mode, where, plain(expected), plain(actual)].join(" | ");
}

function child(): number {
  const ignored = new Set(values.ignore.split(","));
  const step = Number(values.step);
  const from = Number(values.from);
  const started = Date.now();
  let failures = 0;
  for (const language of languages) {
    if (values.dialect !== undefined && values.dialect !== language.dialect) continue;
    const oracle = oracleOf(language.dialect);
    if (oracle === null) {
      console.log(`${language.dialect}: no C program to compare with: skipped`);
      continue;
    }
    const modes = values.modes?.split(",") ?? language.modes;
    const kinds = new Map<string, number>();
    let run = 0;
    let failed = 0;
    for (let seed = from; seed < from + Number(values.trees); seed += step) {
      const tree = generate(seed, language);
      run++;
      const difference = compare(oracle, tree, modes, ignored);
      if (difference === null) continue;
      failed++;
      const kind = kindOf(difference);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (kinds.get(kind) !== 1) continue;
      console.log(
        `${language.dialect} seed ${seed} ${difference.mode} ${difference.where}\n  C    ${difference.expected}\n  ours ${difference.actual}`,
      );
      if (values.keep === undefined || values["no-shrink"]) continue;
      const small = shrink(tree, (smaller) => {
        const found = compare(oracle, smaller, [difference.mode], ignored);
        return found !== null && kindOf(found) === kind;
      });
      const name = `${language.dialect}-${difference.mode}-${seed}.json`;
      mkdirSync(values.keep, { recursive: true });
      const about = `${difference.where}: C ${difference.expected} / ours ${difference.actual}`;
      writeFileSync(
        join(values.keep, name),
        keptText({ dialect: language.dialect, modes: [difference.mode], about, case: small }),
      );
      console.log(`  kept ${name}`);
    }
    failures += failed;
    console.log(
      `${language.dialect}: ${run} trees, ${failed} with a difference, of ${kinds.size} kinds, ${((Date.now() - started) / 1000).toFixed(0)} s`,
    );
    for (const [kind, times] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 40))
      console.log(`  ${times} × ${kind}`);
  }
  return failures === 0 ? 0 : 1;
}

process.exitCode = Number(values.jobs) > 1 ? await parent(Number(values.jobs)) : child();
