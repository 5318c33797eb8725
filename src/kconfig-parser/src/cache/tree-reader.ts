import type { Diagnostic, Location } from "../diagnostics.js";
import type { Dialect } from "../dialect.js";
import type { Host } from "../host.js";
import type { Expr } from "../model/expr.js";
import { MenuNode } from "../model/menu.js";
import { type Default, KSymbol, type Prompt, type Range, type Reverse } from "../model/symbol.js";
import { SymbolTable } from "../model/symbol-table.js";
import { KconfigTree, type Reading } from "../model/tree.js";
import { readExprs } from "./expr-codec.js";
import { type Image, ImageReader } from "./image.js";
import { NO_PROMPT, nodeKinds, OWN_PROMPT, SYMBOL_PROMPT, symbolTypes } from "./layout.js";

/** The tree that `writeTreeImage` wrote. The image must be whole: its checksum is the caller's to compare. */
export function readTreeImage(image: Image, dialect: Dialect, host: Host): KconfigTree {
  return new TreeReader(image).read(dialect, host);
}

class TreeReader {
  private readonly from: ImageReader;
  private readonly symbols: KSymbol[];
  private readonly nodes: MenuNode[];
  private readonly exprs: readonly (Expr | null)[];

  constructor(image: Image) {
    this.from = new ImageReader(image);
    let id = 0;
    this.symbols = this.from.takeList(() => this.symbolHead(id++));
    this.nodes = this.from.takeList(() => this.nodeHead());
    this.exprs = readExprs(image.exprs, this.symbols);
  }

  read(dialect: Dialect, host: Host): KconfigTree {
    for (const symbol of this.symbols) this.symbolBody(symbol);
    for (const node of this.nodes) this.nodeBody(node);
    const warnings = this.from.takeList((): Diagnostic => {
      const warning = { ...this.location(), message: this.from.takeText() ?? "" };
      const form = this.from.takeText() as Diagnostic["form"] | null;
      return form ? { ...warning, form } : warning;
    });
    const table = new SymbolTable(this.symbols);
    table.modules = this.symbol();
    const hashOrder = this.from.takeList(() => this.someSymbol());
    const [root] = this.nodes;
    if (root === undefined) throw new Error("an image without a tree");
    return new KconfigTree(dialect, root, table, host, warnings, this.reading(), hashOrder);
  }

  private reading(): Reading {
    const texts = (): string[] => this.from.takeList(() => this.from.takeText() ?? "");
    const [output, files, pairs] = [texts(), texts(), texts()];
    const environment = new Map<string, string>();
    for (let i = 0; i < pairs.length; i += 2) environment.set(pairs[i] ?? "", pairs[i + 1] ?? "");
    return { output, files, environment };
  }

  private symbolHead(id: number): KSymbol {
    const name = this.from.takeText();
    const bits = this.from.take();
    const symbol = new KSymbol(id, name, (bits & 1) !== 0, (bits & 2) !== 0);
    symbol.isOptional = (bits & 4) !== 0;
    symbol.isAuto = (bits & 8) !== 0;
    symbol.isAllNoConfigY = (bits & 16) !== 0;
    symbol.isTransitional = (bits & 32) !== 0;
    return symbol;
  }

  private nodeHead(): MenuNode {
    const id = this.from.take();
    const kind = nodeKinds[this.from.take()] ?? "menu";
    const symbol = this.symbol();
    return new MenuNode(id, kind, symbol, this.location());
  }

  private symbolBody(symbol: KSymbol): void {
    const { from } = this;
    symbol.type = symbolTypes[from.take()] ?? "unknown";
    symbol.choice = this.symbol();
    symbol.env = from.takeText();
    symbol.dirDep = this.expr();
    symbol.revDep = this.expr();
    symbol.implied = this.expr();
    // Loops written out, here and below: each runs some ten thousand times in code that V8 has not optimized yet.
    for (let n = from.take(); n > 0; n--) symbol.choiceValues.push(this.someSymbol());
    for (let n = from.take(); n > 0; n--) symbol.nodes.push(this.node());
    for (let n = from.take(); n > 0; n--) symbol.prompts.push(this.prompt());
    for (let n = from.take(); n > 0; n--) symbol.defaults.push(this.default());
    for (let n = from.take(); n > 0; n--) symbol.selects.push(this.reverse());
    for (let n = from.take(); n > 0; n--) symbol.implies.push(this.reverse());
    for (let n = from.take(); n > 0; n--) symbol.ranges.push(this.range());
  }

  private nodeBody(node: MenuNode): void {
    const { from } = this;
    for (let n = from.take(); n > 0; n--) {
      const child = this.node();
      child.parent = node;
      node.children.push(child);
    }
    node.dep = this.expr();
    node.visibility = this.expr();
    node.isMenuConfig = from.take() === 1;
    const how = from.take();
    if (how === OWN_PROMPT) node.promptProperty = this.prompt();
    else if (how !== NO_PROMPT) node.promptProperty = node.symbol?.prompts[how - SYMBOL_PROMPT] ?? null;
    const indentation = from.take();
    if (indentation < 0) return;
    const source = from.takeText() ?? "";
    node.helpProperty = { source, start: 0, end: source.length, indentation };
  }

  // Of each property first its node, its condition and its line; line 0 is not known.

  private prompt(): Prompt {
    const node = this.node();
    const visible = this.expr();
    const line = this.from.take();
    const text = this.from.takeText() ?? "";
    return line === 0 ? { node, text, visible } : { node, text, visible, line };
  }

  private default(): Default {
    const node = this.node();
    const visible = this.expr();
    const line = this.from.take();
    const value = this.expr() as Expr;
    return line === 0 ? { node, value, visible } : { node, value, visible, line };
  }

  private reverse(): Reverse {
    const node = this.node();
    const visible = this.expr();
    const line = this.from.take();
    const target = this.someSymbol();
    return line === 0 ? { node, target, visible } : { node, target, visible, line };
  }

  private range(): Range {
    const node = this.node();
    const visible = this.expr();
    const line = this.from.take();
    const low = this.someSymbol();
    const high = this.someSymbol();
    return line === 0 ? { node, low, high, visible } : { node, low, high, visible, line };
  }

  private expr(): Expr | null {
    return this.exprs[this.from.take()] ?? null;
  }

  private node(): MenuNode {
    return this.nodes[this.from.take()] as MenuNode;
  }

  private symbol(): KSymbol | null {
    const id = this.from.take();
    return id < 0 ? null : (this.symbols[id] as KSymbol);
  }

  private someSymbol(): KSymbol {
    return this.symbols[this.from.take()] as KSymbol;
  }

  private location(): Location {
    const file = this.from.takeText() ?? "";
    return { file, line: this.from.take() };
  }
}
