import { Config, createConfig, readTree, setString } from "kconfig-parser";
import { solve } from "kconfig-parser/solve";
import { describe, expect, it } from "vitest";
import { memoryHost, symbolOf } from "../support.js";
import { numbersFrom } from "./random-requests.js";

/** How many small trees are made up; SOLVE_TREES says more. */
const count = Number(process.env.SOLVE_TREES ?? 150);
const names = ["A", "B", "C", "D", "E"] as const;

interface Settings {
  readonly [name: string]: string;
}

/** A tree of five symbols that depend on, select, imply and default to each other as chance has it. */
function madeUpTree(random: () => number): string {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const operand = (from: readonly string[]): string => {
    const name = pick(from);
    return pick([name, name, `!${name}`, `${name}=y`, `${name}!=n`]);
  };
  const condition = (from: readonly string[]): string =>
    random() < 0.5 ? operand(from) : `${operand(from)} ${pick(["&&", "||"])} ${operand(from)}`;
  const lines = ["config MODULES", '\tbool "modules"', "\tmodules", "\tdefault y"];
  names.forEach((name, i) => {
    // Only on earlier ones, and selects of later ones: no cycles.
    const [before, after] = [names.slice(0, i), names.slice(i + 1)];
    const maybe = (share: number, from: readonly string[], line: () => string): void => {
      if (from.length > 0 && random() < share) lines.push(line());
    };
    lines.push(`config ${name}`, `\t${pick(["bool", "tristate"])}`);
    if (random() < 0.75)
      lines.push(`\tprompt "${name}"${i > 0 && random() < 0.3 ? ` if ${condition(before)}` : ""}`);
    maybe(0.5, before, () => `\tdepends on ${condition(before)}`);
    maybe(0.4, before, () => `\tdefault ${pick(["y", "m", ...before])} if ${condition(before)}`);
    maybe(0.2, ["y"], () => "\tdefault y");
    maybe(
      0.3,
      after,
      () => `\tselect ${pick(after)}${i > 0 && random() < 0.4 ? ` if ${condition(before)}` : ""}`,
    );
    maybe(0.2, after, () => `\timply ${pick(after)}`);
  });
  return `${lines.join("\n")}\n`;
}

/** The smallest number of settings, made one after the other, that give the value; null when none do. */
function leastByTrying(config: Config, name: string, value: string): number | null {
  let least: number | null = null;
  const tries: Settings[] = [{}];
  for (const n of names)
    for (const known of [...tries]) for (const v of ["n", "m", "y"]) tries.push({ ...known, [n]: v });
  for (const settings of tries) {
    const size = Object.keys(settings).length;
    if (size === 0 || (least !== null && size >= least)) continue;
    const copy = new Config(config.tree, config.user.clone());
    copy.invalidate();
    if (makeAll(copy, settings) && copy.stringValue(symbolOf(copy, name)) === value) least = size;
  }
  return least;
}

function makeAll(config: Config, settings: Settings): boolean {
  let waiting = Object.entries(settings);
  for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
    before = waiting.length;
    waiting = waiting.filter(([name, value]) => {
      const symbol = symbolOf(config, name);
      return !(
        config.visibility(symbol) > 0 &&
        setString(config, symbol, value) &&
        config.stringValue(symbol) === value
      );
    });
  }
  return (
    waiting.length === 0 &&
    Object.entries(settings).every(([n, v]) => config.stringValue(symbolOf(config, n)) === v)
  );
}

describe("small trees made up, against trying everything", () => {
  it(`${count} trees: the best solution is as small as can be, and "impossible" is true`, () => {
    const wrong: string[] = [];
    let [solved, impossible, unknown] = [0, 0, 0];
    for (let seed = 1; seed <= count; seed++) {
      const random = numbersFrom(seed);
      const kconfig = madeUpTree(random);
      const config = createConfig(readTree("Kconfig", memoryHost({ Kconfig: kconfig }), "linux-6.12"));
      config.invalidate();
      for (const name of names)
        if (random() < 0.5) setString(config, symbolOf(config, name), random() < 0.5 ? "y" : "n");
      for (const name of names)
        for (const value of ["n", "m", "y"]) {
          const symbol = symbolOf(config, name);
          if (symbol.type === "bool" && value === "m") continue;
          const report = solve(config, symbol, value, { timeLimit: 10_000 });
          if (report.kind === "already") continue;
          const least = leastByTrying(config, name, value);
          const found = report.kind === "solved" ? (report.solutions[0]?.changes.length ?? 0) : null;
          if (report.kind === "solved") solved++;
          else if (report.kind === "impossible") impossible++;
          else unknown++;
          if (found !== least)
            wrong.push(`seed ${seed}: ${name}=${value}: ${report.kind} with ${found}, by trying ${least}`);
        }
    }
    process.stderr.write(`${solved} solved, ${impossible} impossible, ${unknown} not found\n`);
    expect(wrong).toEqual([]);
  });
});
