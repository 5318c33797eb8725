/** The full run of the fuzzer, over all processors: `npm run fuzz -- --help`. Prints each kind of difference once. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../support/command.js";
import { type Oracle, oracleOf } from "../support/conf.js";
import { keptText } from "./case-text.js";
import { compare, type Difference } from "./compare.js";
import type { Language } from "./language.js";
import { modesOf, type Options, parseOptions, usage } from "./options.js";
import { shrink } from "./shrink.js";
import { generate } from "./tree.js";

/** Runs as many processes as asked for, each with every n-th seed; gives the sum of their failures. */
async function parent({ jobs, from }: Options): Promise<number> {
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
        [program, ...args, "--jobs=1", `--from=${from + n}`, `--step=${jobs}`],
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

function child(options: Options): number {
  let failures = 0;
  for (const language of options.languages) failures += runLanguage(options, language);
  return failures === 0 ? 0 : 1;
}

/** Runs the seeds in one dialect; gives how many trees came out differently. */
function runLanguage(options: Options, language: Language): number {
  const { from, trees, step, seeds } = options;
  const oracle = oracleOf(language.dialect);
  if (oracle === null) {
    console.log(`${language.dialect}: no C program to compare with: skipped`);
    return 0;
  }
  const started = Date.now();
  const kinds = new Map<string, number[]>();
  let run = 0;
  let runs = 0;
  let failed = 0;
  const ofC: number[] = [];
  for (const seed of seeds ?? counted(from, trees, step)) {
    const modes = modesOf(options, language, seed);
    const difference = compare(oracle, generate(seed, language), modes, options.ignored);
    run++;
    runs += modes.length;
    if (run % 500 === 0) console.log(`${language.dialect}: ${run} trees, ${failed} with a difference so far`);
    if (difference === null) continue;
    if (difference.isOfC) {
      ofC.push(seed);
      continue;
    }
    failed++;
    const kind = kindOf(difference);
    const before = kinds.get(kind) ?? [];
    kinds.set(kind, [...before, seed]);
    if (before.length === 0 || seeds !== null) tell(options, language, oracle, seed, difference);
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${language.dialect}: ${run} trees in ${runs} runs, ${failed} with a difference, of ${kinds.size} kinds, ${seconds} s`,
  );
  if (ofC.length > 0)
    console.log(`  ${ofC.length} where C's own answer differs with its memory (${ofC.join(" ")})`);
  for (const [kind, all] of [...kinds].sort((a, b) => b[1].length - a[1].length).slice(0, 40))
    console.log(`  ${all.length} × ${kind} (${all.join(" ")})`);
  return failed;
}

function* counted(from: number, trees: number, step: number): Generator<number> {
  for (let seed = from; seed < from + trees; seed += step) yield seed;
}

/** Prints a difference, and keeps the case made small where that is asked for. */
function tell(
  { keep, shrinks, ignored }: Options,
  language: Language,
  oracle: Oracle,
  seed: number,
  difference: Difference,
): void {
  const { dialect } = language;
  const { mode, where, expected, actual } = difference;
  console.log(`${dialect} seed ${seed} ${mode} ${where}\n  C    ${expected}\n  ours ${actual}`);
  if (keep === null || !shrinks) return;
  const kind = kindOf(difference);
  const small = shrink(generate(seed, language), (smaller) => {
    const found = compare(oracle, smaller, [mode], ignored);
    return found !== null && !found.isOfC && kindOf(found) === kind;
  });
  const name = `${dialect}-${mode}-${seed}.json`;
  mkdirSync(keep, { recursive: true });
  const about = `${where}: C ${expected} / ours ${actual}`;
  writeFileSync(join(keep, name), keptText({ dialect, modes: [mode], about, case: small }));
  console.log(`  kept ${name}`);
}

process.exitCode = await runCommand({
  name: "fuzz",
  usage,
  parseOptions,
  run: (options) => (options.jobs > 1 ? parent(options) : child(options)),
});
