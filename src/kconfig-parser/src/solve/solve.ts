import { isValidText, toInt64 } from "../eval/compare.js";
import type { Config } from "../eval/config.js";
import { reference, symbolLabel } from "../explain/reference.js";
import type { KSymbol, Range } from "../model/symbol.js";
import { NO } from "../model/tri.js";
import { copyConfig, hasValue, type Setting } from "./apply.js";
import type { Reason, RequestReport, SolveReport } from "./report.js";
import { Search } from "./search.js";

export interface SolveOptions {
  /** Most solutions to give; default 5. */
  readonly limit?: number;
  /**
   * When to stop looking, in milliseconds; default 1200. The work that is under way is finished, and solutions are
   * described: as many as 400 milliseconds more are enough for, and at least one.
   */
  readonly timeLimit?: number;
  /** When it is aborted no more is looked for, and what was found is described. */
  readonly signal?: AbortSignal;
}

/** How long solutions may be described after the time to look for them is over, in milliseconds. */
const describing = 400;

/**
 * Up to five smallest sets of changes after which the symbol has the value, each tried with the evaluator; or why
 * there is none. The configuration itself stays as it is. `value` is text as in a `.config`, without quotes.
 */
export function solve(
  config: Config,
  symbol: KSymbol,
  value: string,
  options: SolveOptions = {},
): SolveReport {
  const steps = search(config, symbol, value, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * As solve(), a little at a time: between two steps, mostly some milliseconds of work, the caller may do something
 * else. It goes by the values as they are when this is called, whatever is set meanwhile.
 */
export function solveInSteps(
  config: Config,
  symbol: KSymbol,
  value: string,
  options: SolveOptions = {},
): Generator<void, SolveReport, void> {
  return search(copyConfig(config), symbol, value, options);
}

function* search(
  config: Config,
  symbol: KSymbol,
  value: string,
  { limit = 5, timeLimit = 1200, signal }: SolveOptions,
): Generator<void, SolveReport, void> {
  const wish: Setting = { symbol, value };
  const request: RequestReport = { symbol: reference(config, symbol), value };
  const version = 1;
  const because = notPossibleAtAll(config, symbol, value);
  const isThere = symbol.type !== "unknown" && hasValue(config, symbol, value);
  if (isThere && !because.some(({ kind }) => kind === "not-a-value"))
    return { version, kind: "already", request };
  if (because.length > 0) return { version, kind: "impossible", request, because };
  const deadline = Date.now() + timeLimit;
  const isStopped = (): boolean => Date.now() > deadline || signal?.aborted === true;
  const isLate = (): boolean => Date.now() > deadline + describing;
  const looking = new Search(config, wish, limit, isStopped, isLate);
  yield* looking.steps();
  const { solutions, complete, tried } = looking;
  const reasons = outsideOfRanges(config, symbol, value) ?? looking.reasons;
  if (solutions.length > 0) return { version, kind: "solved", request, solutions, complete };
  if (looking.provenImpossible) return { version, kind: "impossible", request, because: reasons };
  return { version, kind: "not-found", request, tried, because: reasons };
}

/** What needs no search: a text that is no value, or a number outside of every range. */
function notPossibleAtAll(config: Config, symbol: KSymbol, value: string): readonly Reason[] {
  const name = symbolLabel(symbol);
  if (symbol.isConst) return [{ kind: "constant", text: name, wanted: value }];
  if (symbol.nodes.length === 0 || symbol.type === "unknown")
    return [{ kind: "undefined", symbol: name, wanted: value }];
  const isTri = symbol.type === "bool" || symbol.type === "tristate";
  const m = isTri && value === "m" && (symbol.type === "bool" || config.tree.table.modules === null);
  if (m || !isValidText(symbol.type, value) || /[\n\0]/.test(value))
    return [{ kind: "not-a-value", symbol: name, type: symbol.type, value }];
  return [];
}

/** A number that none of the symbol's ranges admits, in force or not: that says more than why none can be in force. */
function outsideOfRanges(config: Config, symbol: KSymbol, value: string): readonly Reason[] | null {
  const [first] = symbol.ranges;
  if (first === undefined || (symbol.type !== "int" && symbol.type !== "hex")) return null;
  const base = symbol.type === "hex" ? 16 : 10;
  const number = toInt64(value, base);
  const limits = ({ low, high }: Range): readonly [string, string] => [
    config.stringValue(low),
    config.stringValue(high),
  ];
  const admits = (range: Range): boolean => {
    const [min, max] = limits(range);
    return number >= toInt64(min, base) && number <= toInt64(max, base);
  };
  if (symbol.ranges.some(admits)) return null;
  const range = symbol.ranges.find((r) => config.evaluate(r.visible) !== NO) ?? first;
  const [min, max] = limits(range);
  return [{ kind: "range", symbol: symbolLabel(symbol), value, min, max, location: range.node.location }];
}
