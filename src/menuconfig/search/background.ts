import { type KconfigTree, prepareChanges } from "kconfig-parser";
import { searchIndex } from "./index-text.js";
import { parseQuery, runQuery } from "./query.js";

/** How long a key may have to wait for a piece of the work, in ms. */
const SLICE = 4;
/** How long after the first frame it begins, in ms: what comes then is a key, as a rule. */
const DELAY = 100;

/** Makes ready what the first change and the first search of a tree need, in small pieces between the keys. */
export class Indexer {
  private tree: KconfigTree | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** @param done is told when the index of the tree on the screen has become complete */
  constructor(private readonly done: () => void) {}

  /** This is the tree on the screen now. */
  follow(tree: KconfigTree): void {
    if (tree === this.tree) return;
    this.stop();
    this.tree = tree;
    this.timer = setTimeout(() => this.step(tree), DELAY);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private step(tree: KconfigTree): void {
    const end = Date.now() + SLICE;
    const index = searchIndex(tree);
    if (prepareChanges(tree, end) && index.prepare(end)) {
      this.timer = null;
      // The first query of a program is its slowest, by far.
      runQuery(index, parseQuery("a first query", ""));
      this.done();
    } else this.timer = setTimeout(() => this.step(tree), 1);
  }
}
