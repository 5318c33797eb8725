import type { Config, KSymbol } from "kconfig-parser";
import { type SolveReport, solveInSteps } from "kconfig-parser/solve";
import type { KnowsReply } from "./knows.js";

type Solved = Extract<KnowsReply, { type: "solved" }>;

/** As long as a user waits without a doubt, in ms: what is found by then comes without a word in between. */
const AT_ONCE = 40;
/** How long a key may have to wait for a piece of the work, in ms, as far as one can tell beforehand. */
const SLICE = 8;
/** When to give up looking, in ms; the user may do so at any time before. */
const LONGEST = 10_000;

interface Search {
  readonly symbol: KSymbol;
  readonly value: string;
  readonly steps: Generator<void, SolveReport, void>;
  readonly abort: AbortController;
}

/** Looks for fixes between the keys, one search at a time. */
export class Solver {
  private search: Search | null = null;
  private next: NodeJS.Immediate | null = null;

  constructor(
    private readonly reply: (message: Solved) => void,
    private readonly atOnce = AT_ONCE,
  ) {}

  /** Gives the answer if it is there at once; null when it comes as a reply. */
  start(config: Config, symbol: KSymbol, value: string): Solved | null {
    this.stop(false);
    const abort = new AbortController();
    const options = { timeLimit: LONGEST, signal: abort.signal };
    const search = { symbol, value, abort, steps: solveInSteps(config, symbol, value, options) };
    this.search = search;
    return this.work(search, this.atOnce);
  }

  /** Ends the search; with `keep` what it has found so far is still told. */
  stop(keep: boolean): void {
    this.search?.abort.abort();
    if (keep) return;
    this.search = null;
    if (this.next !== null) clearImmediate(this.next);
    this.next = null;
  }

  private work(search: Search, time: number): Solved | null {
    const { symbol, value, steps } = search;
    const end = Date.now() + time;
    do {
      const step = steps.next();
      if (!step.done) continue;
      this.search = null;
      return { type: "solved", symbol, value, report: step.value };
    } while (Date.now() < end);
    // Keys that came meanwhile are taken first.
    this.next = setImmediate(() => {
      const answer = this.work(search, SLICE);
      if (answer !== null) this.reply(answer);
    });
    return null;
  }
}
