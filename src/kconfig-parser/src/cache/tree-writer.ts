import type { Location } from "../diagnostics.js";
import type { Expr } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { Conditional, KSymbol } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";
import { ExprWriter } from "./expr-codec.js";
import { type Image, ImageWriter } from "./image.js";
import {
  NO_PROMPT,
  nodeKinds,
  OWN_PROMPT,
  SYMBOL_PROMPT,
  symbolFlags,
  symbolLists,
  symbolTypes,
} from "./layout.js";

/** A finalized tree as an image: everything in it but the dialect and the host. `readTreeImage` is its inverse. */
export function writeTreeImage(tree: KconfigTree): Image {
  return new TreeWriter(tree).write();
}

class TreeWriter {
  private readonly out = new ImageWriter();
  private readonly exprs = new ExprWriter();
  private readonly nodes: MenuNode[] = [];
  private readonly nodeNumbers = new Map<MenuNode, number>();

  constructor(private readonly tree: KconfigTree) {
    this.number(tree.root);
  }

  write(): Image {
    const { out } = this;
    const { all } = this.tree.table;
    out.put(all.length);
    out.put(this.nodes.length);
    const rest = this.later();
    const bodies = new Map<object, number>();
    for (const symbol of all) bodies.set(symbol, this.putSymbolRow(symbol));
    for (const node of this.nodes) bodies.set(node, this.putNodeRow(node));
    const beginBody = (object: object): void => out.replace(bodies.get(object) ?? 0, out.place);
    for (const symbol of all) {
      beginBody(symbol);
      this.putSymbolBody(symbol);
    }
    for (const node of this.nodes) {
      beginBody(node);
      this.putNodeBody(node);
    }
    out.replace(rest, out.place);
    out.putList(this.tree.warnings, (warning) => {
      this.putLocation(warning);
      out.putText(warning.message);
      out.putText(warning.form ?? null);
    });
    this.putSymbol(this.tree.table.modules);
    this.putSymbol(this.tree.table.defconfigList);
    this.putReading();
    out.putList(this.tree.symbolsInHashOrder(), (symbol) => this.putSymbol(symbol));
    return out.finish(this.exprs.finish());
  }

  /** A word for a place that is not known yet. */
  private later(): number {
    this.out.put(0);
    return this.out.place - 1;
  }

  private number(node: MenuNode): void {
    this.nodeNumbers.set(node, this.nodes.length);
    this.nodes.push(node);
    for (const child of node.children) this.number(child);
  }

  private putReading(): void {
    const { output, files, environment } = this.tree.reading;
    this.out.putList(output, (line) => this.out.putText(line));
    this.out.putList(files, (file) => this.out.putText(file));
    this.out.putList([...environment].flat(), (text) => this.out.putText(text));
  }

  /** SYMBOL_ROW words; the last is where the body begins. Gives the place of that one. */
  private putSymbolRow(symbol: KSymbol): number {
    this.out.putText(symbol.name);
    this.out.put(symbolFlags.reduce((bits, flag, i) => bits | (symbol[flag] ? 1 << i : 0), 0));
    this.out.put(symbolTypes.indexOf(symbol.type));
    return this.later();
  }

  /** NODE_ROW words; the last is where the body begins. Gives the place of that one. */
  private putNodeRow(node: MenuNode): number {
    this.out.put(node.id);
    this.out.put(nodeKinds.indexOf(node.kind));
    this.putSymbol(node.symbol);
    this.putLocation(node.location);
    this.out.put(node.parent === null ? -1 : this.numberOf(node.parent));
    return this.later();
  }

  private putSymbolBody(symbol: KSymbol): void {
    const { out } = this;
    out.put(symbolLists.reduce((bits, list, i) => bits | (symbol[list].length > 0 ? 1 << i : 0), 0));
    this.putSymbol(symbol.choice);
    out.putText(symbol.env);
    this.putExpr(symbol.dirDep);
    this.putExpr(symbol.revDep);
    this.putExpr(symbol.implied);
    this.putFilled(symbol.choiceValues, (value) => this.putSymbol(value));
    this.putFilled(symbol.nodes, (node) => this.putNode(node));
    this.putFilled(symbol.prompts, (prompt) => {
      this.putConditional(prompt);
      out.putText(prompt.text);
    });
    this.putFilled(symbol.defaults, (item) => {
      this.putConditional(item);
      this.putExpr(item.value);
    });
    for (const list of [symbol.selects, symbol.implies]) {
      this.putFilled(list, (item) => {
        this.putConditional(item);
        this.putSymbol(item.target);
      });
    }
    this.putFilled(symbol.ranges, (range) => {
      this.putConditional(range);
      this.putSymbol(range.low);
      this.putSymbol(range.high);
    });
  }

  /** A list that may be left out: its symbol tells whether it is there. */
  private putFilled<T>(list: readonly T[], one: (element: T) => void): void {
    if (list.length > 0) this.out.putList(list, one);
  }

  private putNodeBody(node: MenuNode): void {
    const { out } = this;
    out.putList(node.children, (child) => this.putNode(child));
    this.putExpr(node.dep);
    this.putExpr(node.visibility);
    out.put(node.isMenuConfig ? 1 : 0);
    const help = node.helpProperty;
    out.putHelp(help === null ? null : help.source.slice(help.start, help.end));
    out.put(help === null ? 0 : help.indentation);
    this.putPrompt(node);
  }

  private putPrompt(node: MenuNode): void {
    const prompt = node.promptProperty;
    if (prompt === null) {
      this.out.put(NO_PROMPT);
      return;
    }
    const place = node.symbol?.prompts.indexOf(prompt) ?? -1;
    if (place >= 0) {
      this.out.put(SYMBOL_PROMPT + place);
      return;
    }
    this.out.put(OWN_PROMPT);
    this.putConditional(prompt);
    this.out.putText(prompt.text);
  }

  private putConditional(item: Conditional): void {
    this.putNode(item.node);
    this.putExpr(item.visible);
    this.out.put(item.line ?? 0);
  }

  private putExpr(expr: Expr | null): void {
    this.out.put(this.exprs.idOf(expr));
  }

  private putNode(node: MenuNode): void {
    this.out.put(this.numberOf(node));
  }

  private numberOf(node: MenuNode): number {
    const number = this.nodeNumbers.get(node);
    if (number === undefined)
      throw new Error(`${node.location.file}:${node.location.line}: an entry outside the tree`);
    return number;
  }

  /** A symbol by its id; -1 is none. */
  private putSymbol(symbol: KSymbol | null): void {
    this.out.put(symbol === null ? -1 : symbol.id);
  }

  private putLocation({ file, line }: Location): void {
    this.out.putText(file);
    this.out.put(line);
  }
}
