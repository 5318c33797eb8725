import { Config, configText, createConfig, type KSymbol, readConfiguration, setString } from "kconfig-parser";
import { type Solution, type SolveReport, solve } from "kconfig-parser/solve";

export interface Request {
  readonly symbol: KSymbol;
  readonly value: string;
}

export interface Tally {
  readonly kinds: Record<SolveReport["kind"], number>;
  readonly offered: number;
  /** Solutions that did not do what they say. */
  readonly wrong: readonly string[];
  readonly milliseconds: readonly number[];
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
      const range = config.range(symbol);
      const low = numberOf(symbol, range?.min ?? "0");
      const high = numberOf(symbol, range?.max ?? "4096");
      const number = pick([low, high, (low + high) / 2n, high + 1n]);
      return [
        symbol.type === "hex" ? `0x${BigInt.asUintN(64, number).toString(16)}` : number.toString(),
        "1",
        "2",
      ];
    }
  }
}

/** The end of a range may be a symbol, with a text that is no number. */
function numberOf({ type }: KSymbol, text: string): bigint {
  const digits = type === "hex" ? /^(?:0x)?([0-9a-f]+)$/i.exec(text) : /^(-?\d+)$/.exec(text);
  return digits?.[1] === undefined ? 0n : BigInt(type === "hex" ? `0x${digits[1]}` : digits[1]);
}

/** What came of one request. */
export interface Answer {
  readonly text: string;
  readonly report: SolveReport;
  /** Sets offered, and those of them that did not do what they say. */
  readonly offered: number;
  readonly wrong: readonly string[];
  readonly milliseconds: number;
}

/** Solves a request and holds every solution against a `.config` written and read back. */
export function answer(config: Config, { symbol, value }: Request): Answer {
  const start = performance.now();
  const report = solve(config, symbol, value);
  const milliseconds = performance.now() - start;
  const text = `${symbol.name}=${value}`;
  const solutions = report.kind === "solved" ? report.solutions : [];
  const wrong = solutions.flatMap((solution) => {
    const got = valueAfter(config, symbol, solution);
    const changes = solution.changes.map((c) => `${c.symbol}=${c.to}`).join(" ");
    return sameValue(symbol, got, value) ? [] : [`${text}: ${changes} gives ${got}`];
  });
  return { text, report, offered: solutions.length, wrong, milliseconds };
}

/** The sum of what answer() gives for each request. */
export function runRequests(config: Config, all: Iterable<Request>): Tally {
  const kinds: Record<SolveReport["kind"], number> = { already: 0, solved: 0, impossible: 0, "not-found": 0 };
  const answers = Array.from(all, (request) => answer(config, request));
  for (const { report } of answers) kinds[report.kind]++;
  return {
    kinds,
    offered: answers.reduce((sum, { offered }) => sum + offered, 0),
    wrong: answers.flatMap(({ wrong }) => wrong),
    milliseconds: answers.map(({ milliseconds }) => milliseconds),
  };
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
export function tallyText(dialect: string, { kinds, offered, wrong, milliseconds }: Tally): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  const share = ((100 * kinds.solved) / Math.max(1, milliseconds.length)).toFixed(1);
  return (
    `${dialect}: ${milliseconds.length} requests, ${share}% solved (${offered} sets, ${wrong.length} wrong), ` +
    `${kinds.impossible} cannot be done, ${kinds["not-found"]} not found; ` +
    `median ${at(0.5)} ms, p90 ${at(0.9)} ms, longest ${at(1)} ms`
  );
}
