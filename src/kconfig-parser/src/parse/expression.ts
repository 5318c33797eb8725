import { FatalProblem, type Location } from "../diagnostics.js";
import { chain, type Expr, type Relation } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";
import type { SymbolTable } from "../model/symbol-table.js";
import type { TokenSource } from "./token.js";

/** Thrown inside a statement; the parser turns it into diagnostics and goes on with the next line. */
export class SyntaxProblem extends Error {
  constructor(
    /** What was met, and what was expected: the C tools do not say. */
    detail: string,
    /** What the C tools call the statement that is wrong. */
    readonly verdict = "invalid statement",
  ) {
    super(detail);
  }
}

/** A statement ends here, or it is wrong. */
export function expectEndOfLine(scanner: TokenSource): void {
  if (scanner.kind !== "end-of-line")
    throw new SyntaxProblem(`found ${found(scanner)} where the end of the line was expected`);
}

/** What to say where JavaScript's stack or its longest string was not enough. */
export function tooMuch(location: Location): FatalProblem {
  return new FatalProblem({
    ...location,
    message: "nested too deeply or too long: make it flatter or shorter",
  });
}

/** What the scanner stands on, in words. */
export function found(scanner: TokenSource): string {
  if (scanner.kind === "end-of-line") return "the end of the line";
  if (scanner.kind === "end-of-file") return "the end of the file";
  if (scanner.kind === "later") return `'${scanner.later?.settled(scanner.text)}'`;
  return scanner.kind === "string" ? `"${scanner.text}"` : `'${scanner.text}'`;
}

/** Reads an expression; the scanner stands on its first token and ends on the one after it. */
export function parseExpression(scanner: TokenSource, symbols: SymbolTable): Expr {
  return parseOr(scanner, symbols);
}

/** Reads `if EXPRESSION` when it is there; null when not. */
export function parseOptionalCondition(scanner: TokenSource, symbols: SymbolTable): Expr | null {
  if (scanner.kind !== "if") return null;
  scanner.next();
  return parseExpression(scanner, symbols);
}

/** Reads a symbol name or a quoted constant. */
export function parseSymbol(scanner: TokenSource, symbols: SymbolTable): KSymbol {
  const { kind, text, later } = scanner;
  if (kind === "later" && later !== undefined) {
    scanner.next();
    return symbols.lookup(later.settled(text));
  }
  if (kind !== "word" && kind !== "string")
    throw new SyntaxProblem(`found ${found(scanner)} where a symbol or a quoted value was expected`);
  scanner.next();
  return kind === "word" ? symbols.lookup(text) : symbols.constant(text);
}

function parseOr(scanner: TokenSource, symbols: SymbolTable): Expr {
  let left = parseAnd(scanner, symbols);
  while (isOperator(scanner, "||")) {
    scanner.next();
    left = chain("or", left, parseAnd(scanner, symbols));
  }
  return left;
}

function parseAnd(scanner: TokenSource, symbols: SymbolTable): Expr {
  let left = parseNot(scanner, symbols);
  while (isOperator(scanner, "&&")) {
    scanner.next();
    left = chain("and", left, parseNot(scanner, symbols));
  }
  return left;
}

function parseNot(scanner: TokenSource, symbols: SymbolTable): Expr {
  if (isOperator(scanner, "!")) {
    scanner.next();
    return { op: "not", operand: parseNot(scanner, symbols) };
  }
  if (isOperator(scanner, "(")) {
    scanner.next();
    const inner = parseExpression(scanner, symbols);
    if (!isOperator(scanner, ")")) throw new SyntaxProblem(`found ${found(scanner)} where ')' was expected`);
    scanner.next();
    return inner;
  }
  return parseComparison(scanner, symbols);
}

const relations: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

function parseComparison(scanner: TokenSource, symbols: SymbolTable): Expr {
  const { kind, text, later } = scanner;
  if (kind === "later" && later !== undefined) {
    scanner.next();
    if (!isRelation(scanner)) return later.leaf(text, symbols);
    return parseRelation(symbols.lookup(later.settled(text)), scanner, symbols);
  }
  const left = parseSymbol(scanner, symbols);
  return isRelation(scanner) ? parseRelation(left, scanner, symbols) : { op: "symbol", symbol: left };
}

function isRelation(scanner: TokenSource): boolean {
  return scanner.kind === "operator" && relations.has(scanner.text);
}

function parseRelation(left: KSymbol, scanner: TokenSource, symbols: SymbolTable): Expr {
  const relation = scanner.text as Relation;
  scanner.next();
  return { op: "compare", relation, left, right: parseSymbol(scanner, symbols) };
}

function isOperator(scanner: TokenSource, text: string): boolean {
  return scanner.kind === "operator" && scanner.text === text;
}
