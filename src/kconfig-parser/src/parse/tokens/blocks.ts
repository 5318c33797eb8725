import type { Location } from "../../diagnostics.js";
import type { MenuNode } from "../../model/menu.js";
import type { TreeBuilder } from "../builder.js";
import { SyntaxProblem } from "../expression.js";

export type BlockStart = "menu" | "if" | "choice";
export type BlockEnd = "endmenu" | "endif" | "endchoice";

interface Block {
  readonly start: BlockStart;
  readonly node: MenuNode;
  /** The choice that what follows stands in, through `if`s; null outside of one. */
  readonly choice: MenuNode | null;
}

const starts: Readonly<Record<BlockEnd, BlockStart>> = {
  endmenu: "menu",
  endif: "if",
  endchoice: "choice",
};

/** The menus, choices and ifs that are open. */
export class Blocks {
  private readonly stack: Block[] = [];

  constructor(private readonly builder: TreeBuilder) {}

  /** What follows goes into this entry. */
  open(start: BlockStart, node: MenuNode): MenuNode {
    const choice = start === "choice" ? node : start === "if" ? this.choice() : null;
    this.stack.push({ start, node, choice });
    this.builder.parent = node;
    return node;
  }

  /** Whether any is open. */
  get areOpen(): boolean {
    return this.stack.length > 0;
  }

  /** Ends the innermost block, which must be of that kind and have begun in the same file. C takes any end for its end. */
  close(end: BlockEnd, at: Location): void {
    const start = starts[end];
    const block = this.stack.pop();
    if (block === undefined) throw new SyntaxProblem(`unexpected '${end}': no block is open`);
    // After a wrong end C goes on within the entry that was not ended.
    const { location } = this.builder.parent;
    if (block.start !== start)
      this.builder.error(at, `unexpected '${start}' within ${block.start} block`, {
        detail: `'end${block.start}' was expected`,
      });
    else if (location.file !== (this.builder.fileAtEnd ?? at.file)) {
      this.builder.error(at, `'${start}' in different file than '${start}'`);
      this.builder.error(location, `location of the '${start}'`);
    } else this.builder.parent = this.builder.parent.parent ?? this.builder.root;
  }

  /** Forgets the innermost block if it is this entry's: its first lines were wrong, and C does not take it for one. */
  forget(node: MenuNode): void {
    if (this.stack.at(-1)?.node !== node) return;
    this.stack.pop();
    this.builder.parent = node.parent ?? this.builder.root;
  }

  /** The choice around the place being read, through `if`s; null outside of one. */
  choice(): MenuNode | null {
    return this.stack.at(-1)?.choice ?? null;
  }

  /** Notes each block that nothing has ended. */
  reportUnclosed(): void {
    for (let block = this.stack.pop(); block !== undefined; block = this.stack.pop())
      this.builder.error(block.node.location, "missing end statement for this entry", {
        detail: `'${block.start}' without 'end${block.start}'`,
      });
  }
}
