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

  /** Ends the innermost block, which must have begun in the same file. */
  close(end: BlockEnd, file: string): void {
    const start = starts[end];
    const block = this.stack.at(-1);
    if (block === undefined) throw new SyntaxProblem(`unexpected '${end}': no block is open`);
    if (block.start !== start)
      throw new SyntaxProblem(
        `unexpected '${end}' within ${block.start} block: 'end${block.start}' was expected`,
      );
    this.pop();
    const { location } = block.node;
    if (location.file !== file)
      throw new SyntaxProblem(
        `'${end}' in different file than '${start}' (${location.file}:${location.line})`,
      );
  }

  /** The choice around the place being read, through `if`s; null outside of one. */
  choice(): MenuNode | null {
    return this.stack.at(-1)?.choice ?? null;
  }

  /** Notes each block that nothing has ended. */
  reportUnclosed(): void {
    for (let block = this.pop(); block !== undefined; block = this.pop())
      this.builder.error(block.node.location, `syntax error: '${block.start}' without 'end${block.start}'`);
  }

  private pop(): Block | undefined {
    const block = this.stack.pop();
    this.builder.parent = this.stack.at(-1)?.node ?? this.builder.root;
    return block;
  }
}
