import type { KconfigTree, MenuNode } from "kconfig-parser";
import { decodeBytes } from "../text.js";
import { TextColumn } from "./text-column.js";

/**
 * The texts of a tree as searches need them, in lower case, made once. What can be found: options, choices, menus and
 * comments. Help is a hundred times as long as the rest and made piece by piece.
 */
export class SearchIndex {
  readonly nodes: readonly MenuNode[];
  readonly names: TextColumn;
  readonly prompts: TextColumn;
  readonly help: TextColumn;
  /** The items, those with short names first: among equals the general comes before the special. */
  readonly byLength: Int32Array;

  constructor(tree: KconfigTree) {
    const nodes: MenuNode[] = [];
    const names: string[] = [];
    const visit = (node: MenuNode): void => {
      const name = node.symbol?.name ?? "";
      if (node.parent !== null && (node.prompt !== null || name !== "") && node.kind !== "if") {
        nodes.push(node);
        names.push(name.toLowerCase());
      }
      for (const child of node.children) visit(child);
    };
    visit(tree.root);
    this.nodes = nodes;
    this.names = new TextColumn(nodes.length);
    this.prompts = new TextColumn(nodes.length);
    this.help = new TextColumn(nodes.length);
    this.names.add(names);
    this.prompts.add(nodes.map((node) => lower(node.prompt)));
    // Without a name: a menu, a comment. After those that have one.
    const weight = names.map((name, i) => (name === "" ? 1000 : Math.min(999, name.length)) * 2 ** 20 + i);
    this.byLength = Int32Array.from(Float64Array.from(weight).sort(), (each) => each % 2 ** 20);
  }

  get isComplete(): boolean {
    return this.help.count === this.nodes.length;
  }

  /** Makes the help of the next items ready; gives whether all of it is. */
  prepareHelp(count: number): boolean {
    const from = this.help.count;
    this.help.add(this.nodes.slice(from, from + count).map((node) => lower(node.help)));
    return this.isComplete;
  }
}

function lower(bytes: string | null): string {
  return bytes === null ? "" : decodeBytes(bytes).toLowerCase();
}

const indices = new WeakMap<KconfigTree, SearchIndex>();

/** The index of a tree; made when it is first asked for. */
export function searchIndex(tree: KconfigTree): SearchIndex {
  let index = indices.get(tree);
  if (index === undefined) {
    index = new SearchIndex(tree);
    indices.set(tree, index);
  }
  return index;
}
