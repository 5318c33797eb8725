import { type KconfigTree, prepareChanges } from "kconfig-parser";
import type { TreeState } from "./model.js";
import { rehearse } from "./rehearsal.js";
import { searchIndex } from "./search/index-text.js";
import { parseQuery, runQuery } from "./search/query.js";

/** How long a key may have to wait for a piece of the work, in ms. */
const SLICE = 4;
/** How long after the first frame it begins, in ms: what comes then is a key, as a rule. */
const DELAY = 100;

/** Makes ready what the first change and the first search of a tree need, in small pieces between the keys. */
export class WorkAhead {
  private tree: KconfigTree | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** @param indexed is told when the index of the tree on the screen has become complete */
  constructor(private readonly indexed: () => void) {}

  /** This is the tree on the screen now. */
  follow(state: TreeState): void {
    const { tree } = state.config;
    if (tree === this.tree) return;
    this.stop();
    this.tree = tree;
    const work = this.pieces(state);
    this.timer = setTimeout(() => this.step(work), DELAY);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private step(work: Generator<undefined, void, undefined>): void {
    const end = Date.now() + SLICE;
    let { done } = work.next();
    while (done !== true && Date.now() < end) ({ done } = work.next());
    this.timer = done === true ? null : setTimeout(() => this.step(work), 1);
  }

  private *pieces({ config, memory }: TreeState): Generator<undefined, void, undefined> {
    while (!prepareChanges(config.tree, Date.now() + SLICE)) yield;
    const index = searchIndex(config.tree);
    while (!index.prepare(Date.now() + SLICE)) yield;
    // The first query of a program is its slowest, by far.
    runQuery(index, parseQuery("a first query", ""));
    this.indexed();
    yield;
    memory.history.prepare();
    yield;
    yield* rehearse(config);
  }
}
