import type { KconfigTree, MenuNode } from "kconfig-parser";
import { decodeBytes } from "../text.js";
import { TextColumn } from "./text-column.js";

/** Nodes whose texts are made ready at once, before anybody looks at the clock. */
const CHUNK = 200;

/**
 * The texts of a tree as searches need them, in lower case, made once. What can be found: options, choices, menus and
 * comments. It is made ready piece by piece, so that no key waits for it: names and prompts first, then help, which
 * is a hundred times as long.
 */
export class SearchIndex {
  readonly nodes: readonly MenuNode[];
  readonly names: TextColumn;
  readonly prompts: TextColumn;
  readonly help: TextColumn;
  private order: Int32Array | null = null;

  constructor(tree: KconfigTree) {
    const nodes: MenuNode[] = [];
    const visit = (node: MenuNode): void => {
      const isNamed = node.prompt !== null || (node.symbol?.name ?? null) !== null;
      if (node.parent !== null && isNamed && node.kind !== "if") nodes.push(node);
      for (const child of node.children) visit(child);
    };
    visit(tree.root);
    this.nodes = nodes;
    this.names = new TextColumn(nodes.length);
    this.prompts = new TextColumn(nodes.length);
    this.help = new TextColumn(nodes.length);
  }

  /** Names and prompts can be searched. */
  get isUsable(): boolean {
    return this.names.count === this.nodes.length;
  }

  get isComplete(): boolean {
    return this.help.count === this.nodes.length;
  }

  /** Goes on making it ready until the time (ms, as of Date.now) is over; gives whether all of it is. */
  prepare(until: number): boolean {
    while (!this.isUsable) {
      this.prepareNames();
      if (Date.now() >= until) return this.isComplete;
    }
    while (!this.isComplete) {
      const from = this.help.count;
      this.help.add(this.nodes.slice(from, from + CHUNK).map((node) => lower(node.help)));
      if (Date.now() >= until) break;
    }
    return this.isComplete;
  }

  /** Makes names and prompts ready, however long it takes. */
  makeUsable(): this {
    while (!this.isUsable) this.prepareNames();
    return this;
  }

  /** The items, those with short names first: among equals the general comes before the special. */
  get byLength(): Int32Array {
    this.order ??= this.orderByLength();
    return this.order;
  }

  private prepareNames(): void {
    const chunk = this.nodes.slice(this.names.count, this.names.count + CHUNK);
    this.names.add(chunk.map((node) => (node.symbol?.name ?? "").toLowerCase()));
    this.prompts.add(chunk.map((node) => lower(node.prompt)));
  }

  private orderByLength(): Int32Array {
    // Without a name: a menu, a comment. After those that have one. The number of the item decides among equals.
    const weights = Float64Array.from(this.nodes, (_, item) => {
      const { length } = this.nodes[item]?.symbol?.name ?? "";
      return (length === 0 ? 1000 : Math.min(999, length)) * 2 ** 20 + item;
    });
    return Int32Array.from(weights.sort(), (weight) => weight % 2 ** 20);
  }
}

function lower(bytes: string | null): string {
  return bytes === null ? "" : decodeBytes(bytes).toLowerCase();
}

const indices = new WeakMap<KconfigTree, SearchIndex>();

/** The index of a tree; begun when it is first asked for. */
export function searchIndex(tree: KconfigTree): SearchIndex {
  let index = indices.get(tree);
  if (index === undefined) {
    index = new SearchIndex(tree);
    indices.set(tree, index);
  }
  return index;
}
