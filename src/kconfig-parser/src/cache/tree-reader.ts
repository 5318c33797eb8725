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
    this.symbols = [];
    for (let id = 0, n = this.from.take(); id < n; id++) this.symbols.push(this.symbolHead(id));
    this.nodes = [];
    for (let n = this.from.take(); n > 0; n--) this.nodes.push(this.nodeHead());
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
    const { from } = this;
    const { words, at } = from;
    from.at = at + 2;
    const name = words[at] as number;
    const bits = words[at + 1] as number;
    const symbol = new KSymbol(id, name === 0 ? null : from.text(name), (bits & 1) !== 0, (bits & 2) !== 0);
    if (bits < 4) return symbol;
    symbol.isOptional = (bits & 4) !== 0;
    symbol.isAuto = (bits & 8) !== 0;
    symbol.isAllNoConfigY = (bits & 16) !== 0;
    symbol.isTransitional = (bits & 32) !== 0;
    return symbol;
  }

  private nodeHead(): MenuNode {
    const { from } = this;
    const { words, at } = from;
    from.at = at + 5;
    const kind = nodeKinds[words[at + 1] as number] ?? "menu";
    const symbol = words[at + 2] as number;
    const location = { file: from.text(words[at + 3] as number), line: words[at + 4] as number };
    return new MenuNode(
      words[at] as number,
      kind,
      symbol < 0 ? null : (this.symbols[symbol] as KSymbol),
      location,
    );
  }

  private symbolBody(symbol: KSymbol): void {
    const { from } = this;
    const { words, at } = from;
    from.at = at + 7;
    symbol.type = symbolTypes[words[at] as number] ?? "unknown";
    const lists = words[at + 1] as number;
    const choice = words[at + 2] as number;
    const env = words[at + 3] as number;
    if (choice >= 0) symbol.choice = this.symbols[choice] as KSymbol;
    if (env > 0) symbol.env = from.text(env);
    symbol.dirDep = this.exprs[words[at + 4] as number] as Expr | null;
    symbol.revDep = this.exprs[words[at + 5] as number] as Expr | null;
    symbol.implied = this.exprs[words[at + 6] as number] as Expr | null;
    // Loops written out, here and below: each runs some ten thousand times in code that V8 has not optimized yet.
    if (lists & 1) for (let n = from.take(); n > 0; n--) symbol.choiceValues.push(this.someSymbol());
    if (lists & 2) for (let n = from.take(); n > 0; n--) symbol.nodes.push(this.node());
    if (lists & 4) for (let n = from.take(); n > 0; n--) symbol.prompts.push(this.prompt());
    if (lists & 8) for (let n = from.take(); n > 0; n--) symbol.defaults.push(this.default());
    if (lists & 16) for (let n = from.take(); n > 0; n--) symbol.selects.push(this.reverse());
    if (lists & 32) for (let n = from.take(); n > 0; n--) symbol.implies.push(this.reverse());
    if (lists & 64) for (let n = from.take(); n > 0; n--) symbol.ranges.push(this.range());
  }

  private nodeBody(node: MenuNode): void {
    const { from } = this;
    for (let n = from.take(); n > 0; n--) {
      const child = this.node();
      child.parent = node;
      node.children.push(child);
    }
    const { words, at } = from;
    from.at = at + 4;
    node.dep = this.exprs[words[at] as number] as Expr | null;
    node.visibility = this.exprs[words[at + 1] as number] as Expr | null;
    node.isMenuConfig = words[at + 2] === 1;
    const how = words[at + 3] as number;
    if (how === OWN_PROMPT) node.promptProperty = this.prompt();
    else if (how !== NO_PROMPT) node.promptProperty = node.symbol?.prompts[how - SYMBOL_PROMPT] ?? null;
    const indentation = from.take();
    if (indentation < 0) return;
    const source = from.takeText() ?? "";
    node.helpProperty = { source, start: 0, end: source.length, indentation };
  }

  // Of each property first its node, its condition and its line; line 0 is not known.

  private prompt(): Prompt {
    const { words, at } = this.from;
    this.from.at = at + 4;
    const node = this.nodes[words[at] as number] as MenuNode;
    const visible = this.exprs[words[at + 1] as number] as Expr | null;
    const line = words[at + 2] as number;
    const text = this.from.text(words[at + 3] as number);
    return line === 0 ? { node, text, visible } : { node, text, visible, line };
  }

  private default(): Default {
    const { words, at } = this.from;
    this.from.at = at + 4;
    const node = this.nodes[words[at] as number] as MenuNode;
    const visible = this.exprs[words[at + 1] as number] as Expr | null;
    const line = words[at + 2] as number;
    const value = this.exprs[words[at + 3] as number] as Expr;
    return line === 0 ? { node, value, visible } : { node, value, visible, line };
  }

  private reverse(): Reverse {
    const { words, at } = this.from;
    this.from.at = at + 4;
    const node = this.nodes[words[at] as number] as MenuNode;
    const visible = this.exprs[words[at + 1] as number] as Expr | null;
    const line = words[at + 2] as number;
    const target = this.symbols[words[at + 3] as number] as KSymbol;
    return line === 0 ? { node, target, visible } : { node, target, visible, line };
  }

  private range(): Range {
    const { words, at } = this.from;
    this.from.at = at + 5;
    const node = this.nodes[words[at] as number] as MenuNode;
    const visible = this.exprs[words[at + 1] as number] as Expr | null;
    const line = words[at + 2] as number;
    const low = this.symbols[words[at + 3] as number] as KSymbol;
    const high = this.symbols[words[at + 4] as number] as KSymbol;
    return line === 0 ? { node, low, high, visible } : { node, low, high, visible, line };
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
