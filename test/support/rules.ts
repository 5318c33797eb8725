import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Outcome, oracleOf, plainEnv, type Request, runC, runEngine } from "./conf.js";

/** What comes out: the file without its heading, and what is said on standard error. Nothing where not given. */
export interface Expected {
  readonly config?: string;
  readonly stderr?: string;
}

/** One rule, a small tree in which it shows, and what comes of it in the dialects that have it. */
export interface Rule {
  readonly rule: string;
  readonly kconfig: string;
  /** The configuration to start from; none where not given. */
  readonly config?: string;
  readonly both?: Expected;
  readonly "linux-6.1"?: Expected;
  readonly "linux-6.12"?: Expected;
}

/** Tests each rule, and where the C program is on this machine also that it says the same. */
export function testRules(
  title: string,
  rules: readonly Rule[],
  mode: "olddefconfig" | "savedefconfig",
): void {
  for (const dialect of ["linux-6.1", "linux-6.12"] as const)
    describe(`${title}, ${dialect}`, () => {
      for (const rule of rules) {
        const expected = rule[dialect] ?? rule.both;
        if (expected === undefined) continue;
        it(rule.rule, () => {
          expect(outcome(rule, mode, (request) => runEngine(dialect, request))).toEqual(full(expected));
        });
        const oracle = oracleOf(dialect);
        it.skipIf(oracle === null)(`${rule.rule}: so says C`, () => {
          if (oracle) expect(outcome(rule, mode, (r) => runC(oracle, r))).toEqual(full(expected));
        });
      }
    });
}

function full({ config = "", stderr = "" }: Expected): Required<Expected> {
  return { config, stderr };
}

function outcome(
  { kconfig, config }: Rule,
  mode: "olddefconfig" | "savedefconfig",
  run: (request: Request) => Outcome,
): Required<Expected> {
  const cwd = mkdtempSync(join(tmpdir(), "rule-"));
  try {
    writeFileSync(join(cwd, "Kconfig"), kconfig, "latin1");
    if (config !== undefined) writeFileSync(join(cwd, ".config"), config, "latin1");
    const env = { ...plainEnv, srctree: ".", KCONFIG_CONFIG: ".config", KCONFIG_WARN_UNKNOWN_SYMBOLS: "1" };
    const isSave = mode === "savedefconfig";
    const { stderr } = run({
      cwd,
      env,
      args: [isSave ? "--savedefconfig=out" : "--olddefconfig", "Kconfig"],
    });
    const text = readFileSync(join(cwd, isSave ? "out" : ".config"), "latin1");
    return { config: isSave ? text : text.split("\n").slice(headingLines).join("\n"), stderr };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const headingLines = 4;
