import type { Config } from "../eval/config.js";
import type { KSymbol } from "../model/symbol.js";
import { applySettings, copyConfig, type Setting } from "./apply.js";
import { type Assignment, type AssignmentSet, Assignments, contains, union } from "./assignments.js";
import { atLeastY, type NodeId } from "./goal-graph.js";
import { type Frozen, Goals } from "./goals.js";
import { PAUSE, plans } from "./plans.js";
import { reasonsFor } from "./reasons.js";
import { smallestSets } from "./relaxed.js";
import type { Reason, Solution } from "./report.js";
import { Workbench } from "./trial.js";

/** Sets tried at one place before those that nearly worked are mended. */
const triesAtATime = 40;
/** When nothing has worked yet, some are mended after this many. */
const triesBeforeRepair = 8;
/** How often a set that did not work is added to. */
const deepestRepair = 4;
/** Solutions found for each that is shown: the best of them are. */
const surplus = 2;

/** A set that works. */
interface Working {
  readonly set: AssignmentSet;
  readonly made: readonly Assignment[];
}

/** What looking at one place gave. */
interface Outcome {
  /** Every way from here was followed to its end. */
  readonly exhausted: boolean;
}

/**
 * Plans with goals taken one by one, tries each plan with the evaluator, and plans again from where it led when it
 * fell short: what one change undid is then a goal of its own.
 */
export class Search {
  solutions: readonly Solution[] = [];
  reasons: readonly Reason[] = [];
  tried = 0;
  complete = false;
  provenImpossible = false;
  private readonly assignments = new Assignments();
  private readonly working: Working[] = [];
  private readonly bench: Workbench;
  private readonly visited = new Set<string>();

  constructor(
    private readonly config: Config,
    private readonly wish: Setting,
    private readonly limit: number,
    private readonly isStopped: () => boolean,
    /** Whether what was found is to be given at once, as far as it is. */
    private readonly isLate: () => boolean,
  ) {
    this.bench = new Workbench(config, wish);
  }

  /** Looks, a little at a time: between two steps of it the caller may do something else. */
  *steps(): Generator<void, void, void> {
    const { exhausted } = yield* this.explore([], 0);
    this.complete = exhausted;
    this.provenImpossible = exhausted && this.working.length === 0;
    const sizes = this.working.map((w) => w.made.length).sort((a, b) => a - b);
    const largest = sizes[this.limit - 1] ?? Number.POSITIVE_INFINITY;
    // To find the side effects takes a look at every symbol: not for those that cannot be among the first.
    const shown = this.working.filter((w) => w.made.length <= largest);
    shown.sort((a, b) => a.made.length - b.made.length);
    const ranked: { solution: Solution; hidden: number }[] = [];
    for (const { made } of shown) {
      if (ranked.length > 0 && this.isLate()) {
        this.complete = false;
        break;
      }
      const solution = yield* this.bench.solutionOf(made);
      ranked.push({ solution, hidden: this.bench.hidden(made) });
      yield;
    }
    ranked.sort(
      (a, b) =>
        a.solution.changes.length - b.solution.changes.length ||
        a.solution.unmet.length - b.solution.unmet.length ||
        a.solution.sideEffects.length - b.solution.sideEffects.length ||
        a.hidden - b.hidden,
    );
    this.solutions = ranked.slice(0, this.limit).map((r) => r.solution);
  }

  private get isOver(): boolean {
    return this.working.length >= this.limit * surplus || this.isStopped();
  }

  /** Plans from the state in which `prefix` was set. */
  private *explore(prefix: AssignmentSet, depth: number): Generator<void, Outcome, void> {
    const here = copyConfig(this.config);
    const frozen: Frozen = new Map(
      applySettings(here, this.assignments.list(prefix)).map((s) => [s.symbol, s.value] as const),
    );
    const goals = new Goals(here, this.assignments, frozen, this.wish);
    const goal = this.goalNode(goals, here);
    yield* goals.steps();
    const sets = smallestSets(goals.graph, this.assignments);
    yield;
    if (sets[goal] === undefined) {
      if (this.reasons.length === 0 || depth === 0) this.reasons = reasonsFor(here, goals.graph, sets, goal);
      return { exhausted: !goals.isCutShort };
    }
    const failed: AssignmentSet[] = [];
    const exclude = (set: AssignmentSet): boolean => {
      const all = union(prefix, set);
      return this.working.some((w) => contains(all, w.set));
    };
    const found = plans(goals.graph, this.assignments, sets, goal, exclude, () => this.isOver);
    let next = found.next();
    // That nothing is needed, where something is, means that the graph does not know the whole truth here.
    let isTrusted = !goals.isCutShort;
    let followed = true;
    for (let tries = 1; !next.done && !this.isOver && tries <= triesAtATime; ) {
      yield;
      if (next.value === PAUSE) {
        next = found.next();
        continue;
      }
      const set = union(prefix, next.value);
      if (next.value.length === 0) isTrusted = false;
      else if (!this.attempt(set)) failed.push(set);
      // Where all fall short alike, to mend one brings more than to try the next.
      if (tries % triesBeforeRepair === 0 && this.working.length === 0)
        followed = (yield* this.repair(failed.slice(-triesBeforeRepair), depth, 2)) && followed;
      tries++;
      next = found.next();
    }
    const sawAll = next.done === true && next.value && isTrusted;
    return { exhausted: (yield* this.repair(failed, depth)) && followed && sawAll };
  }

  /** Goes on from sets that fell short, the smallest first; gives whether every way was followed to its end. */
  private *repair(
    failed: readonly AssignmentSet[],
    depth: number,
    most = failed.length,
  ): Generator<void, boolean, void> {
    let exhausted = true;
    const smallest = [...failed].sort((a, b) => a.length - b.length).slice(0, most);
    for (const set of smallest) {
      if (this.isOver || (this.working.length >= this.limit && !this.couldImprove(set))) return false;
      const key = set.join();
      if (this.visited.has(key)) continue;
      this.visited.add(key);
      if (depth >= deepestRepair) exhausted = false;
      else if (!(yield* this.explore(set, depth + 1)).exhausted) exhausted = false;
    }
    return exhausted;
  }

  private couldImprove(set: AssignmentSet): boolean {
    return this.working.some((w) => set.length + 1 < w.set.length);
  }

  /** Whether the set works; then it is kept, without what it does not need. */
  private attempt(set: AssignmentSet): boolean {
    this.tried++;
    const works = this.bench.tryOut(this.assignments.list(set));
    if (works === null) return false;
    const made = this.bench.withoutNeedless(works, this.isLate);
    const ids = made.map((a) => a.id).sort((a, b) => a - b);
    const isNew = !this.working.some((w) => contains(ids, w.set) || isVariant(w.made, made));
    if (isNew) this.working.push({ set: ids, made });
    return true;
  }

  private goalNode(goals: Goals, here: Config): NodeId {
    const { symbol, value } = this.wish;
    if (symbol.type !== "bool" && symbol.type !== "tristate")
      return goals.text(symbol, { relation: "=", text: value, type: symbol.type });
    const { modules } = here.tree.table;
    // Nothing is m without modules; once they are on, the rest is planned from there.
    if (value === "m" && modules && here.modulesValue() === 0) return goals.symbol(modules, atLeastY);
    return goals.exactly(symbol, value === "y" ? 2 : value === "m" ? 1 : 0);
  }
}

/** Whether two sets differ only in the numbers and texts that they set: one is enough. */
function isVariant(a: readonly Assignment[], b: readonly Assignment[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((x) =>
    b.some((y) => x.symbol === y.symbol && (x.value === y.value || !isTristate(x.symbol))),
  );
}

function isTristate({ type }: KSymbol): boolean {
  return type === "bool" || type === "tristate";
}
