import type { Expr } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { Conditional, Default, KSymbol, Prompt, Range, Reverse } from "../model/symbol.js";
import { ExprReader } from "./expr-codec.js";
import { type Image, ImageReader } from "./image.js";
import {
  HEAD,
  NO_PROMPT,
  NODE_ROW,
  nodeKinds,
  OWN_PROMPT,
  SYMBOL_PROMPT,
  SYMBOL_ROW,
  symbolTypes,
} from "./layout.js";
import { type NodeBody, StoredNode } from "./stored-node.js";
import { StoredSymbol, type SymbolBody } from "./stored-symbol.js";

/** A list that is empty, as most are. */
const NONE: never[] = [];
Object.freeze(NONE);

/** The symbols and entries of an image, each object made once, and what belongs to each, read when it is asked for. */
export class StoredObjects {
  readonly symbols: readonly StoredSymbol[];
  /** Where what follows the bodies begins. */
  readonly end: number;
  private readonly from: ImageReader;
  private readonly words: Int32Array;
  private readonly nodes: (MenuNode | undefined)[];
  private readonly firstNode: number;
  private readonly exprs: ExprReader;

  constructor(image: Image) {
    const { words } = image;
    this.from = new ImageReader(image);
    this.words = words;
    const symbols: StoredSymbol[] = [];
    const count = words[0] as number;
    for (let id = 0, at = HEAD; id < count; id++, at += SYMBOL_ROW) symbols.push(this.symbolAt(id, at));
    this.symbols = symbols;
    this.firstNode = HEAD + count * SYMBOL_ROW;
    this.nodes = new Array<MenuNode | undefined>(words[1] as number).fill(undefined);
    this.end = words[2] as number;
    this.exprs = new ExprReader(image.exprs, symbols);
  }

  /** The symbol with this id; null for -1. */
  symbol(id: number): KSymbol | null {
    return id < 0 ? null : (this.symbols[id] as KSymbol);
  }

  node(number: number): MenuNode {
    let node = this.nodes[number];
    if (node === undefined) {
      node = this.nodeAt(this.firstNode + number * NODE_ROW);
      this.nodes[number] = node;
    }
    return node;
  }

  helpSource(number: number): string {
    return this.from.help(number);
  }

  private symbolAt(id: number, at: number): StoredSymbol {
    const { from, words } = this;
    const name = words[at] as number;
    const type = symbolTypes[words[at + 2] as number] ?? "unknown";
    const text = name === 0 ? null : from.text(name);
    return new StoredSymbol(id, text, type, words[at + 1] as number, words[at + 3] as number, this);
  }

  private nodeAt(at: number): StoredNode {
    const { from, words } = this;
    const location = { file: from.text(words[at + 3] as number), line: words[at + 4] as number };
    return new StoredNode(
      words[at] as number,
      nodeKinds[words[at + 1] as number] ?? "menu",
      this.symbol(words[at + 2] as number),
      location,
      words[at + 5] as number,
      words[at + 6] as number,
      this,
    );
  }

  symbolBody(at: number): SymbolBody {
    const { exprs, from, words } = this;
    const lists = words[at] as number;
    const env = words[at + 2] as number;
    const dirDep = exprs.expr(words[at + 3] as number);
    const revDep = exprs.expr(words[at + 4] as number);
    const implied = exprs.expr(words[at + 5] as number);
    // Making one object reads nothing of another, so that one place to read at is enough.
    from.at = at + 6;
    return {
      choice: this.symbol(words[at + 1] as number),
      env: env === 0 ? null : from.text(env),
      dirDep,
      revDep,
      implied,
      choiceValues: lists & 1 ? from.takeList(() => this.someSymbol()) : NONE,
      nodes: lists & 2 ? from.takeList(() => this.someNode()) : NONE,
      prompts: lists & 4 ? from.takeList(() => this.prompt()) : NONE,
      defaults: lists & 8 ? from.takeList(() => this.default()) : NONE,
      selects: lists & 16 ? from.takeList(() => this.reverse()) : NONE,
      implies: lists & 32 ? from.takeList(() => this.reverse()) : NONE,
      ranges: lists & 64 ? from.takeList(() => this.range()) : NONE,
    };
  }

  nodeBody(at: number, symbol: KSymbol | null): NodeBody {
    const { from } = this;
    from.at = at;
    const children = from.words[at] === 0 ? NONE : from.takeList(() => this.someNode());
    if (children === NONE) from.at++;
    const dep = this.someExpr();
    const visibility = this.someExpr();
    const isMenuConfig = from.take() === 1;
    const help = from.take();
    const indentation = from.take();
    const how = from.take();
    const promptProperty =
      how === NO_PROMPT
        ? null
        : how === OWN_PROMPT
          ? this.prompt()
          : (symbol?.prompts[how - SYMBOL_PROMPT] ?? null);
    return { children, dep, visibility, isMenuConfig, help, indentation, promptProperty };
  }

  // Of each property first what all have: its node, its condition and its line; line 0 is not known.

  private conditional(): Conditional {
    const node = this.someNode();
    const visible = this.someExpr();
    const line = this.from.take();
    return line === 0 ? { node, visible } : { node, visible, line };
  }

  private prompt(): Prompt {
    return { ...this.conditional(), text: this.from.text(this.from.take()) };
  }

  private default(): Default {
    return { ...this.conditional(), value: this.someExpr() as Expr };
  }

  private reverse(): Reverse {
    return { ...this.conditional(), target: this.someSymbol() };
  }

  private range(): Range {
    return { ...this.conditional(), low: this.someSymbol(), high: this.someSymbol() };
  }

  private someNode(): MenuNode {
    return this.node(this.from.take());
  }

  private someSymbol(): KSymbol {
    return this.symbols[this.from.take()] as KSymbol;
  }

  private someExpr(): Expr | null {
    return this.exprs.expr(this.from.take());
  }
}
