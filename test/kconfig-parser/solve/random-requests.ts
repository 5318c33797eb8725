import {
  Config,
  configText,
  createConfig,
  type KconfigTree,
  type KSymbol,
  readConfiguration,
  setString,
} from "kconfig-parser";
import { type Solution, type SolveReport, solve } from "kconfig-parser/solve";

export interface Request {
  readonly symbol: KSymbol;
  readonly value: string;
}

export interface Tally {
  readonly kinds: Record<SolveReport["kind"], number>;
  readonly offered: number;
  /** Solutions that did not do what they say. */
  readonly wrong: string[];
  /** Requests without a solution, with their report. */
  readonly unsolved: { readonly text: string; readonly report: SolveReport }[];
  readonly milliseconds: number[];
}

/** A sequence of numbers from 0 to 1, the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Requests for other values than the present ones, of any symbol that some file gives a type. */
export function* requests(config: Config, count: number, seed: number): Generator<Request> {
  const random = numbersFrom(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const symbols = config.tree.symbols.filter(
    (s) => s.name !== null && !s.isChoice && s.type !== "unknown" && !s.env,
  );
  for (let i = 0; i < count; i++) {
    const symbol = pick(symbols);
    const now = config.stringValue(symbol);
    yield { symbol, value: pick(values(config, symbol, pick).filter((v) => v !== now)) };
  }
}

function values(config: Config, symbol: KSymbol, pick: <T>(of: readonly T[]) => T): readonly string[] {
  switch (symbol.type) {
    case "bool":
      return ["n", "y"];
    case "tristate":
      return ["n", "m", "y"];
    case "string":
      return ["", "a text", 'a "quoted" \\text'];
    default: {
      const bounds = config.bounds(symbol);
      const low = bounds?.low ?? 0n;
      const high = bounds?.high ?? 4096n;
      const number = pick([low, high, (low + high) / 2n, high + 1n]);
      return [
        symbol.type === "hex" ? `0x${BigInt.asUintN(64, number).toString(16)}` : number.toString(),
        "1",
        "2",
      ];
    }
  }
}

/** Solves each request and holds every solution against a `.config` written and read back. */
export function runRequests(config: Config, all: Iterable<Request>): Tally {
  const tally: Tally = {
    kinds: { already: 0, solved: 0, impossible: 0, "not-found": 0 },
    offered: 0,
    wrong: [],
    unsolved: [],
    milliseconds: [],
  };
  let offered = 0;
  for (const { symbol, value } of all) {
    const start = performance.now();
    const report = solve(config, symbol, value);
    tally.milliseconds.push(performance.now() - start);
    tally.kinds[report.kind]++;
    const text = `${symbol.name}=${value}`;
    if (report.kind !== "solved") tally.unsolved.push({ text, report });
    else
      for (const solution of report.solutions) {
        offered++;
        const got = valueAfter(config, symbol, solution);
        if (!sameValue(symbol, got, value))
          tally.wrong.push(
            `${text}: ${solution.changes.map((c) => `${c.symbol}=${c.to}`).join(" ")} gives ${got}`,
          );
      }
  }
  return { ...tally, offered };
}

/** Makes the changes, writes a `.config`, reads it as olddefconfig does, and gives the symbol's value in it. */
function valueAfter(config: Config, symbol: KSymbol, solution: Solution): string {
  const changed = new Config(config.tree, config.user.clone());
  changed.invalidate();
  for (const change of solution.changes) {
    const target = config.tree.symbol(change.symbol);
    if (target === undefined || !setString(changed, target, change.to))
      return `(${change.symbol} cannot be set)`;
  }
  const fresh = createConfig(config.tree);
  readConfiguration(fresh, configText(changed), ".config");
  return fresh.stringValue(symbol);
}

function sameValue(symbol: KSymbol, a: string, b: string): boolean {
  if (symbol.type !== "int" && symbol.type !== "hex") return a === b;
  return a !== "" && b !== "" && BigInt(a) === BigInt(b);
}

/** What the run gave, for people. */
export function tallyText(tree: KconfigTree, { kinds, offered, milliseconds }: Tally): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  const share = ((100 * kinds.solved) / Math.max(1, milliseconds.length)).toFixed(1);
  return (
    `${tree.dialect.name}: ${milliseconds.length} requests, ${share}% solved (${offered} sets), ` +
    `${kinds.impossible} cannot be done, ${kinds["not-found"]} not found; ` +
    `median ${at(0.5)} ms, p90 ${at(0.9)} ms, longest ${at(1)} ms`
  );
}
