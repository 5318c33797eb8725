import type { Location } from "../diagnostics.js";
import type { MenuNode } from "../model/menu.js";
import type { TreeBuilder } from "./builder.js";

export type BlockStart = "menu" | "if" | "choice";

interface Block {
  readonly start: BlockStart;
  readonly node: MenuNode;
}

/** The menus, choices and ifs that are open, in the language up to 4.17: an error closes them all. */
export class CommandBlocks {
  private readonly stack: Block[] = [];
  /** Where C believes an `if` to begin: at the statement after it. */
  private readonly told = new Map<MenuNode, Location>();

  constructor(private readonly builder: TreeBuilder) {}

  /** What kind the innermost one is; null for none. */
  get innermost(): BlockStart | null {
    return this.stack.at(-1)?.start ?? null;
  }

  /** What follows goes into this entry. */
  open(start: BlockStart, node: MenuNode): void {
    this.stack.push({ start, node });
    this.builder.parent = node;
  }

  /** The statement after an `if` begins. */
  tell(node: MenuNode, at: Location): void {
    this.told.set(node, at);
  }

  /** Ends the innermost block. C takes any end for its end, and tells when it is another one's or in another file. */
  close(word: string, at: Location): void {
    const block = this.stack.pop();
    if (block === undefined) {
      this.builder.error(at, "unexpected end statement", { detail: `'${word}', but no block is open` });
      return;
    }
    const { start } = block;
    const { parent } = this.builder;
    const began = this.placeOf(parent);
    if (word !== `end${start}`)
      this.builder.error(at, `unexpected '${word}' within ${start} block`, {
        detail: `'end${start}' was expected`,
      });
    else if (began.file !== (this.builder.fileAtEnd ?? at.file)) {
      this.builder.error(at, `'${word}' in different file than '${start}'`);
      this.builder.error(began, `location of the '${start}'`);
    } else this.leave(parent);
  }

  /** Forgets the innermost block if it is this entry's; gives whether it is. */
  forget(node: MenuNode): boolean {
    if (this.stack.at(-1)?.node !== node) return false;
    this.stack.pop();
    this.leave(node);
    return true;
  }

  /** Gives all of them up, the innermost first. */
  abandon(): void {
    for (let block = this.stack.pop(); block !== undefined; block = this.stack.pop()) {
      this.builder.error(this.placeOf(block.node), "missing end statement for this entry", {
        detail: `'${block.start}' without 'end${block.start}'`,
      });
      if (this.builder.parent === block.node) this.leave(block.node);
    }
  }

  private leave(node: MenuNode): void {
    this.builder.parent = node.parent ?? this.builder.root;
  }

  private placeOf(node: MenuNode): Location {
    return this.told.get(node) ?? node.location;
  }
}
