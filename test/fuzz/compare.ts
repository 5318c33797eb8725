import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  filesIn,
  type Oracle,
  type Outcome,
  plainEnv,
  type Request,
  runC,
  runEngine,
} from "../support/conf.js";
import type { Case } from "./tree.js";

/** What a run left behind, the files included. */
export interface Result extends Outcome {
  readonly files: Readonly<Record<string, string>>;
}

/** What differs in one mode. */
export interface Difference {
  readonly mode: string;
  /** Which of them: status, stdout, stderr or a file's name. */
  readonly where: string;
  /** C's first line that differs, and the engine's. */
  readonly expected: string;
  readonly actual: string;
  /** C gives other answers, too, where what it takes from its heap holds something else: it reads what it never wrote. */
  readonly isOfC?: true;
}

/** Bytes that glibc fills memory with that is taken or given back; see mallopt(3). */
const perturbations = ["85", "170"];

/** Milliseconds. C asks for ever where the input has ended and a question has no answer. */
const timeout = 20_000;

export type Runner = (dialect: Oracle["dialect"], request: Request) => Outcome;

/** Runs a case in the modes given, by C and by the engine, each in a folder of its own: the first difference, or null. */
export function compare(
  oracle: Oracle,
  tree: Case,
  modes: readonly string[],
  ignored: ReadonlySet<string> = new Set(),
  runOurs: Runner = runEngine,
): Difference | null {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  try {
    for (const [i, mode] of modes.entries()) {
      // The same path for both: a message that holds it is the same, too.
      const at = join(folder, "run");
      const expected = inFolder(at, oracle, tree, mode, (request) => runC(oracle, request));
      const actual = inFolder(at, oracle, tree, mode, (request) => runOurs(oracle.dialect, request));
      const difference = differenceOf(mode, expected, actual, ignored);
      if (difference !== null) {
        const others = perturbations.map((MALLOC_PERTURB_) =>
          inFolder(at, oracle, tree, mode, (request) =>
            runC(oracle, { ...request, env: { ...request.env, MALLOC_PERTURB_ } }),
          ),
        );
        const isOfC = others.some((other) => differenceOf(mode, expected, other) !== null);
        return isOfC ? { ...difference, isOfC } : difference;
      }
      // A tree that cannot be read is told in every mode with the same words.
      if (i === 0 && expected.status !== 0 && expected.stdout === "" && mode === "olddefconfig") return null;
    }
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inFolder(
  folder: string,
  oracle: Oracle,
  tree: Case,
  mode: string,
  run: (request: Request) => Outcome,
): Result {
  mkdirSync(folder);
  try {
    for (const [name, text] of Object.entries(tree.files)) writeFileSync(join(folder, name), text, "latin1");
    if (tree.config !== null) writeFileSync(join(folder, ".config"), tree.config, "latin1");
    if (mode === "syncconfig") mkdirSync(join(folder, "include/generated"), { recursive: true });
    if (mode === "syncconfig") mkdirSync(join(folder, "include/config"), { recursive: true });
    const outcome = run({
      args: [mode === "savedefconfig" ? `--${mode}=saved` : `--${mode}`, "Kconfig"],
      cwd: folder,
      env: { ...plainEnv, ...oracle.env, ...tree.env },
      input: tree.input,
      timeout,
      longestOutput: 1 << 22,
    });
    const files = filesIn(folder);
    for (const name of Object.keys(tree.files)) delete files[name];
    return { ...outcome, files };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What C does when it crashes or never ends is nothing to equal; the engine must still end, with a status of its own. */
function crashed({ status }: Outcome): boolean {
  return typeof status === "string" && /^SIG(SEGV|ABRT|BUS|FPE|KILL)$/.test(status);
}

/** Where C shows what it has lost as a number out of its memory, its answer is an accident as well. */
function isLost({ stdout, stderr }: Outcome): boolean {
  return /^expr_calc_value: -?\d+\?/m.test(stdout) || /<unknown type -?\d+>/.test(stdout + stderr);
}

/** C complains of itself here, with a number that is whatever its memory holds. */
const complaint = /^Oops! How to check -?\d+\?\n/gm;

/**
 * The first of status, standard output, standard error and the files that differs.
 * @param ignored which of them do not count; with "wrong trees", those that C refuses need only end without a crash
 */
export function differenceOf(
  mode: string,
  expected: Result,
  actual: Result,
  ignored: ReadonlySet<string> = new Set(),
): Difference | null {
  if ((crashed(expected) || isLost(expected)) && typeof actual.status === "number") return null;
  if (ignored.has("wrong trees") && expected.status !== 0 && typeof actual.status === "number") return null;
  if (expected.status !== actual.status)
    return {
      mode,
      where: "status",
      expected: `${expected.status} ${firstDifferent(expected.stderr, actual.stderr)}`,
      actual: `${actual.status} ${firstDifferent(actual.stderr, expected.stderr)}`,
    };
  const parts: [string, string | undefined, string | undefined][] = [
    ["stdout", expected.stdout, actual.stdout],
    ["stderr", expected.stderr.replace(complaint, ""), actual.stderr.replace(complaint, "")],
    ...[...new Set([...Object.keys(expected.files), ...Object.keys(actual.files)])]
      .sort()
      .map((name): [string, string | undefined, string | undefined] => [
        name,
        expected.files[name],
        actual.files[name],
      ]),
  ];
  for (const [where, c, ours] of parts)
    if (c !== ours && !ignored.has(where))
      return { mode, where, expected: firstDifferent(c, ours), actual: firstDifferent(ours, c) };
  return null;
}

/** The first line of a text that another does not share, with its number. */
export function firstDifferent(text: unknown, other: unknown): string {
  if (text === undefined) return "(no such file)";
  const lines = String(text).split("\n");
  const others = String(other ?? "").split("\n");
  const at = lines.findIndex((line, i) => line !== others[i]);
  return at === -1 ? "(ends)" : `${at + 1}: ${lines[at]?.slice(0, 300)}`;
}
