import type { Location } from "../diagnostics.js";
import { and, type Expr } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol, SymbolType } from "../model/symbol.js";
import type { SymbolTable } from "../model/symbol-table.js";
import type { TreeBuilder } from "./builder.js";
import {
  expectEndOfLine,
  found,
  parseExpression,
  parseOptionalCondition,
  parseSymbol,
  SyntaxProblem,
} from "./expression.js";
import type { TokenSource } from "./token.js";

/** What an option line is read into. */
export interface OptionContext {
  readonly builder: TreeBuilder;
  readonly scanner: TokenSource;
  readonly node: MenuNode;
  readonly location: Location;
}

export type ReadOption = (context: OptionContext) => void;

export function symbolOf({ node }: OptionContext): KSymbol {
  if (node.symbol === null) throw new SyntaxProblem("this option belongs to a config or a choice");
  return node.symbol;
}

export function condition({ scanner, builder }: OptionContext): Expr | null {
  return parseOptionalCondition(scanner, builder.symbols);
}

export function readDefault(context: OptionContext): void {
  const value = parseExpression(context.scanner, context.builder.symbols);
  symbolOf(context).defaults.push({
    node: context.node,
    value,
    visible: condition(context),
    line: context.location.line,
  });
}

/** The default of a choice is one of its symbols, not an expression. */
export function readChoiceDefault(context: OptionContext): void {
  const { scanner, builder, node } = context;
  const value: Expr = { op: "symbol", symbol: parseName(scanner, builder.symbols) };
  symbolOf(context).defaults.push({ node, value, visible: condition(context), line: context.location.line });
}

/** A default of a choice that does not count. */
export function readNameOnly(context: OptionContext): void {
  parseName(context.scanner, context.builder.symbols);
  condition(context);
}

export function readTypedDefault(type: SymbolType): ReadOption {
  return (context) => {
    readDefault(context);
    expectEndOfLine(context.scanner);
    context.builder.setType(context.node, symbolOf(context), type);
  };
}

export function readDepends({ scanner, builder, node }: OptionContext): void {
  if (scanner.kind !== "on") throw new SyntaxProblem(`found ${found(scanner)} where 'on' was expected`);
  scanner.next();
  node.dep = and(node.dep, parseExpression(scanner, builder.symbols));
}

/** Without a condition it says nothing. */
export function readVisible(context: OptionContext): void {
  context.node.visibility = and(context.node.visibility, condition(context));
}

export function readReverse(list: "selects" | "implies"): ReadOption {
  return (context) => {
    const target = parseName(context.scanner, context.builder.symbols);
    symbolOf(context)[list].push({
      node: context.node,
      target,
      visible: condition(context),
      line: context.location.line,
    });
  };
}

export function readRange(context: OptionContext): void {
  const { scanner, builder, node } = context;
  const low = parseSymbol(scanner, builder.symbols);
  const high = parseSymbol(scanner, builder.symbols);
  symbolOf(context).ranges.push({
    node,
    low,
    high,
    visible: condition(context),
    line: context.location.line,
  });
}

/** A symbol, not a quoted value. */
function parseName(scanner: TokenSource, symbols: SymbolTable): KSymbol {
  if (scanner.kind !== "word")
    throw new SyntaxProblem(`found ${found(scanner)} where the name of a symbol was expected`);
  return parseSymbol(scanner, symbols);
}
