import { Config, createConfig, type DialectName, readTree, setString } from "kconfig-parser";
import { solve } from "kconfig-parser/solve";
import { describe, expect, it } from "vitest";
import { memoryHost, symbolOf } from "../support.js";
import { numbersFrom } from "./random-requests.js";

/** How many small trees of each kind are made up; SOLVE_TREES says more. */
const count = Number(process.env.SOLVE_TREES ?? 40);

interface Settings {
  readonly [name: string]: string;
}

/** What a tree has: the values worth trying of each symbol. */
type Values = Readonly<Record<string, readonly string[]>>;

interface MadeUp {
  readonly kconfig: string;
  readonly values: Values;
}

type Random = () => number;
const picker =
  (random: Random) =>
  <T>(of: readonly T[]): T =>
    of[Math.floor(random() * of.length)] as T;

const tristates = ["n", "m", "y"] as const;
const modules = ["config MODULES", '\tbool "modules"', "\tmodules", "\tdefault y"];

/** Symbols that depend on, select, imply and default to each other as chance has it. `known` are defined before. */
function madeUpSymbols(random: Random, names: readonly string[], known: readonly string[]): string[] {
  const pick = picker(random);
  const operand = (from: readonly string[]): string => {
    const name = pick(from);
    return name === "N"
      ? pick(["N>4", "N<5", "N=7", "N!=3"])
      : pick([name, name, `!${name}`, `${name}=y`, `${name}!=n`]);
  };
  const condition = (from: readonly string[]): string =>
    random() < 0.5 ? operand(from) : `${operand(from)} ${pick(["&&", "||"])} ${operand(from)}`;
  return names.flatMap((name, i) => {
    // Conditions on earlier ones, selects of later ones: no cycles.
    const before = [...known, ...names.slice(0, i)];
    const after = names.slice(i + 1);
    const lines = [`config ${name}`, `\t${pick(["bool", "tristate"])}`];
    const maybe = (share: number, from: readonly string[], line: () => string): void => {
      if (from.length > 0 && random() < share) lines.push(line());
    };
    const hasIf = before.length > 0 && random() < 0.3;
    maybe(0.75, ["prompt"], () => `\tprompt "${name}"${hasIf ? ` if ${condition(before)}` : ""}`);
    maybe(0.5, before, () => `\tdepends on ${condition(before)}`);
    maybe(
      0.4,
      before,
      () => `\tdefault ${pick(["y", "m", ...before.filter((b) => b !== "N")])} if ${condition(before)}`,
    );
    maybe(0.2, ["y"], () => "\tdefault y");
    maybe(
      0.3,
      after,
      () => `\tselect ${pick(after)}${before.length > 0 && random() < 0.4 ? ` if ${condition(before)}` : ""}`,
    );
    maybe(0.2, after, () => `\timply ${pick(after)}`);
    return lines;
  });
}

function plainTree(random: Random): MadeUp {
  const names = ["A", "B", "C", "D", "E"];
  const values = Object.fromEntries(names.map((n) => [n, tristates]));
  return { kconfig: [...modules, ...madeUpSymbols(random, names, []), ""].join("\n"), values };
}

/** With a choice, a number in a range, and a menu that is not always visible. */
function richTree(random: Random): MadeUp {
  const pick = picker(random);
  const maybe = (share: number, line: string): string[] => (random() < share ? [line] : []);
  const lines = [
    ...modules,
    ...madeUpSymbols(random, ["A"], []),
    "config N",
    '\tint "n"',
    ...maybe(0.4, "\tdepends on A"),
    ...maybe(0.3, "\trange 1 6 if A"),
    "\trange 1 9",
    ...maybe(0.4, "\tdefault 7 if A"),
    "\tdefault 3",
    "choice",
    '\tprompt "choice"',
    ...maybe(0.4, pick(["\tdepends on A", "\tdepends on N>4"])),
    ...maybe(0.5, "\tdefault Q"),
    "config P",
    '\tbool "p"',
    ...maybe(0.3, "\tdepends on !A"),
    "config Q",
    '\tbool "q"',
    ...maybe(0.3, "\tdepends on N<5"),
    "endchoice",
    'menu "menu"',
    ...maybe(0.5, pick(["\tvisible if P", "\tvisible if A", "\tvisible if N>4"])),
    ...madeUpSymbols(random, ["B", "C"], ["A", "N", "P", "Q"]),
    "endmenu",
    "",
  ];
  const numbers = ["1", "3", "4", "5", "6", "7", "9"];
  return {
    kconfig: lines.join("\n"),
    values: { A: tristates, B: tristates, C: tristates, P: ["y"], Q: ["y"], N: numbers },
  };
}

function withoutModules(kind: (random: Random) => MadeUp): (random: Random) => MadeUp {
  return (random) => {
    const { kconfig, values } = kind(random);
    return { kconfig: kconfig.replace(modules.join("\n"), "").replaceAll("default m", "default y"), values };
  };
}

/** The smallest number of settings, made one after the other, that give the value; null when none do. */
function leastByTrying(config: Config, all: Values, name: string, value: string): number | null {
  let tries: Settings[] = [{}];
  for (const [n, values] of Object.entries(all))
    tries = [...tries, ...tries.flatMap((known) => values.map((v) => ({ ...known, [n]: v })))];
  tries.sort((a, b) => Object.keys(a).length - Object.keys(b).length);
  const works = tries.slice(1).find((settings) => {
    const copy = new Config(config.tree, config.user.clone());
    copy.invalidate();
    return makeAll(copy, settings) && copy.stringValue(symbolOf(copy, name)) === value;
  });
  return works ? Object.keys(works).length : null;
}

function makeAll(config: Config, settings: Settings): boolean {
  const has = ([name, value]: readonly [string, string]): boolean =>
    config.stringValue(symbolOf(config, name)) === value;
  let waiting = Object.entries(settings);
  for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
    before = waiting.length;
    waiting = waiting.filter(([name, value]) => {
      const symbol = symbolOf(config, name);
      return !(config.visibility(symbol) > 0 && setString(config, symbol, value) && has([name, value]));
    });
  }
  return waiting.length === 0 && Object.entries(settings).every(has);
}

function check(kind: (random: Random) => MadeUp, dialect: DialectName): void {
  const wrong: string[] = [];
  const kinds = { already: 0, solved: 0, impossible: 0, "not-found": 0 };
  for (let seed = 1; seed <= count; seed++) {
    const random = numbersFrom(seed);
    const { kconfig, values } = kind(random);
    const config = createConfig(readTree("Kconfig", memoryHost({ Kconfig: kconfig }), dialect));
    config.invalidate();
    for (const [name, of] of Object.entries(values))
      if (random() < 0.5) setString(config, symbolOf(config, name), picker(random)(of));
    for (const [name, of] of Object.entries(values))
      for (const value of of.length === 1 ? ["n", ...of] : of) {
        const symbol = symbolOf(config, name);
        if (symbol.type === "bool" && value === "m") continue;
        const report = solve(config, symbol, value, { timeLimit: 10_000 });
        kinds[report.kind]++;
        if (report.kind === "already") continue;
        const found = report.kind === "solved" ? (report.solutions[0]?.changes.length ?? 0) : null;
        const least = leastByTrying(config, values, name, value);
        if (found !== least)
          wrong.push(
            `seed ${seed}: ${name}=${value}: ${report.kind} with ${found}, by trying ${least}\n${kconfig}`,
          );
      }
  }
  process.stderr.write(`${dialect}, ${count} trees: ${JSON.stringify(kinds)}\n`);
  expect(wrong).toEqual([]);
}

describe("small trees made up, against trying everything: the best is as small as can be, impossible is so", () => {
  it(`${count} trees of symbols, with modules`, () => check(plainTree, "linux-6.12"));
  it(`${count} trees with a choice, a number, a hidden menu, with modules`, () =>
    check(richTree, "linux-6.12"));
  it(`${count} of those where a choice is a symbol`, () => check(richTree, "linux-6.1"));
  it(`${count} of those without modules`, () => check(withoutModules(richTree), "buildroot"));
});
