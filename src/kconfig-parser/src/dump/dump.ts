import { type Expr, exprText, operands } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { Conditional, KSymbol, Reverse } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";
import type {
  Condition,
  ExpressionDump,
  NodeDump,
  OperandDump,
  ReverseDump,
  SymbolDump,
  TreeDump,
} from "./shape.js";

/** All that a tree says, as plain data for JSON. */
export function dumpTree(tree: KconfigTree): TreeDump {
  return new Dumper(tree).dump();
}

class Dumper {
  private readonly names = new Map<KSymbol, string>();
  /** Menus share conditions: each is written down once. */
  private readonly conditions = new Map<Expr, Condition>();

  constructor(private readonly tree: KconfigTree) {
    let choices = 0;
    for (const symbol of tree.symbols)
      if (symbol.name === null) this.names.set(symbol, `<choice ${++choices}>`);
  }

  dump(): TreeDump {
    const { dialect, title, symbols, root } = this.tree;
    return {
      format: "kconfig-tree",
      version: 1,
      dialect: dialect.name,
      title,
      symbols: symbols.map((s) => this.symbol(s)),
      menu: this.node(root),
    };
  }

  private readonly nameOf = (symbol: KSymbol): string => symbol.name ?? this.names.get(symbol) ?? "<choice>";

  private symbol(symbol: KSymbol): SymbolDump {
    return {
      name: this.nameOf(symbol),
      kind: symbol.isChoice ? "choice" : "symbol",
      type: symbol.type,
      locations: symbol.nodes.map((n) => n.location),
      dependsOn: this.condition(symbol.dirDep),
      prompts: symbol.prompts.map((p) => ({ ...this.conditional(p), text: p.text })),
      defaults: symbol.defaults.map((d) => ({ ...this.conditional(d), value: this.expression(d.value) })),
      ranges: symbol.ranges.map((r) => ({
        ...this.conditional(r),
        low: this.operand(r.low),
        high: this.operand(r.high),
      })),
      selects: symbol.selects.map((r) => this.reverse(r)),
      implies: symbol.implies.map((r) => this.reverse(r)),
      choice: symbol.choice && this.nameOf(symbol.choice),
      members: symbol.choiceValues.map(this.nameOf),
      environment: symbol.env,
    };
  }

  private reverse(reverse: Reverse): ReverseDump {
    return { ...this.conditional(reverse), target: this.nameOf(reverse.target) };
  }

  private conditional({ node, visible }: Conditional) {
    return { location: node.location, condition: this.condition(visible) };
  }

  private node(node: MenuNode): NodeDump {
    return {
      kind: node.kind,
      isMenuConfig: node.isMenuConfig,
      symbol: node.symbol && this.nameOf(node.symbol),
      prompt: node.prompt,
      location: node.location,
      dependsOn: this.condition(node.dep),
      visibleIf: this.condition(node.visibility),
      help: node.help,
      children: node.children.map((c) => this.node(c)),
    };
  }

  private condition(expr: Expr | null): Condition | null {
    return expr && this.expression(expr);
  }

  private expression(expr: Expr): Condition {
    const known = this.conditions.get(expr);
    if (known) return known;
    const made = { text: exprText(expr, this.nameOf), tree: this.treeOf(expr) };
    this.conditions.set(expr, made);
    return made;
  }

  private treeOf(expr: Expr): ExpressionDump {
    switch (expr.op) {
      case "symbol":
        return this.operand(expr.symbol);
      case "not":
        return { op: "not", operand: this.treeOf(expr.operand) };
      case "compare": {
        const { op, relation, left, right } = expr;
        return { op, relation, left: this.operand(left), right: this.operand(right) };
      }
      default:
        return { op: expr.op, operands: operands(expr, expr.op).map((e) => this.treeOf(e)) };
    }
  }

  private operand(symbol: KSymbol): OperandDump {
    return symbol.isConst
      ? { op: "constant", text: symbol.name ?? "" }
      : { op: "symbol", name: this.nameOf(symbol) };
  }
}
