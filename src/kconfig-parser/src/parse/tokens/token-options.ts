import { and, chain, type Expr } from "../../model/expr.js";
import type { MenuNode } from "../../model/menu.js";
import type { KSymbol, SymbolType } from "../../model/symbol.js";
import {
  expectEndOfLine,
  found,
  parseExpression,
  parseOptionalCondition,
  SyntaxProblem,
} from "../expression.js";
import {
  condition,
  type OptionContext,
  type ReadOption,
  readChoiceDefault,
  readDefault,
  readDepends,
  readRange,
  readReverse,
  readTypedDefault,
  readVisible,
  symbolOf,
} from "../option-readers.js";
import { defineModules, readAttribute } from "../options.js";
import type { Construct, SyntaxRules } from "../syntax-rules.js";
import type { TokenSource } from "../token.js";

type Options = Readonly<Record<string, ReadOption>>;

/** The options that each kind of entry takes. */
export interface OptionTables {
  readonly symbol: Options;
  readonly choice: Options;
  readonly menu: Options;
  readonly comment: Options;
}

/** The tables of a dialect. */
export function optionTables({ constructs }: SyntaxRules): OptionTables {
  const when = (construct: Construct, options: Options): Options =>
    constructs.has(construct) ? options : {};
  const depends = constructs.has("conditional-depends") ? readConditionalDepends : readDepends;
  return {
    symbol: {
      ...symbolOptions,
      depends,
      ...when("transitional", { transitional: readTransitional }),
      ...when("option-attributes", { option: readOption }),
      ...when("typed-default-values", {
        def_int: readTypedDefault("int"),
        def_hex: readTypedDefault("hex"),
        def_string: readTypedDefault("string"),
      }),
    },
    choice: {
      ...when("bool-choice", {
        bool: constructs.has("tristate-choice") ? readType("bool") : readBoolPrompt,
      }),
      prompt: readPrompt,
      default: readChoiceDefault,
      depends,
      ...when("tristate-choice", { tristate: readType("tristate") }),
      ...when("optional-choice", { optional: readOptional }),
    },
    menu: { depends, visible: readVisible },
    comment: { depends },
  };
}

/** The options of an entry, none for one that takes none. */
export function optionsOf(tables: OptionTables, node: MenuNode): Options {
  switch (node.kind) {
    case "symbol":
    case "choice":
    case "menu":
    case "comment":
      return tables[node.kind];
    default:
      return {};
  }
}

const symbolOptions: Options = {
  bool: readType("bool"),
  tristate: readType("tristate"),
  int: readType("int"),
  hex: readType("hex"),
  string: readType("string"),
  def_bool: readTypedDefault("bool"),
  def_tristate: readTypedDefault("tristate"),
  prompt: readPrompt,
  default: readDefault,
  select: readReverse("selects"),
  imply: readReverse("implies"),
  range: readRange,
  modules: readModules,
};

/** Options in which words are operands of expressions and nothing else. */
const withOperandsOnly: ReadonlySet<string> = new Set([
  ...["def_bool", "def_tristate", "default", "depends"],
  ...["prompt", "bool", "tristate"],
]);

/** Whether an option can be read before the answers of its commands are there, see LaterAnswers. */
export function canWait(word: string, { kind }: MenuNode, { constructs }: SyntaxRules): boolean {
  // What follows the `if` of a `depends on` is rewritten at once.
  if (word === "depends" && constructs.has("conditional-depends")) return false;
  return kind === "symbol" && withOperandsOnly.has(word);
}

/** A quoted text: here, other than before 4.18, a bare word is none. */
export function readText(scanner: TokenSource): string {
  if (scanner.kind !== "string")
    throw new SyntaxProblem(`found ${found(scanner)} where a quoted text was expected`);
  const { text } = scanner;
  scanner.next();
  return text;
}

function readType(type: SymbolType): ReadOption {
  return (context) => {
    if (context.scanner.kind !== "end-of-line") readTypePrompt(context);
    expectEndOfLine(context.scanner);
    context.builder.setType(context.node, symbolOf(context), type);
  };
}

/** Where all choices are bool the type needs no saying: `bool` is only another way to write the prompt. */
function readBoolPrompt(context: OptionContext): void {
  readPrompt(context);
  context.builder.setType(context.node, symbolOf(context), "bool");
}

/** C notes the prompt beside a type before it has seen the end of the line. */
function readTypePrompt(context: OptionContext): void {
  const text = readText(context.scanner);
  context.builder.addPrompt(context.node, text, condition(context), context.location);
}

function readPrompt(context: OptionContext): void {
  const text = readText(context.scanner);
  const visible = condition(context);
  expectEndOfLine(context.scanner);
  context.builder.addPrompt(context.node, text, visible, context.location);
}

function readModules(context: OptionContext): void {
  expectEndOfLine(context.scanner);
  defineModules(context.builder, symbolOf(context), context.location);
}

function readOptional({ node }: OptionContext): void {
  if (node.symbol) node.symbol.isOptional = true;
}

function readOption(context: OptionContext): void {
  const { scanner } = context;
  if (scanner.text !== "modules") readAttribute(context);
  else {
    scanner.next();
    readModules(context);
  }
}

/** Its value is taken from old configurations, and never written. */
function readTransitional({ node }: OptionContext): void {
  if (node.symbol === null) return;
  node.symbol.isTransitional = true;
  node.symbol.isAuto = true;
}

/** `depends on A if B` holds when A does or B is n: A || (B = n). */
function readConditionalDepends({ scanner, builder, node }: OptionContext): void {
  if (scanner.kind !== "on") throw new SyntaxProblem(`found ${found(scanner)} where 'on' was expected`);
  scanner.next();
  const needed = parseExpression(scanner, builder.symbols);
  const when = parseOptionalCondition(scanner, builder.symbols);
  const { no } = builder.symbols;
  node.dep = and(node.dep, when === null ? needed : chain("or", needed, comparedTo(no, "=", when)));
}

/** `expr = n` or `expr != n` for an expression. `!X = n` is taken for `X != n`, as C does: it holds where X is m, too. */
function comparedTo(no: KSymbol, relation: "=" | "!=", expr: Expr): Expr {
  switch (expr.op) {
    case "symbol":
      return { op: "compare", relation, left: expr.symbol, right: no };
    case "not":
      return comparedTo(no, relation === "=" ? "!=" : "=", expr.operand);
    case "compare":
      return relation === "!=" ? expr : { op: "not", operand: expr };
    default: {
      // One operand of an OR is enough for it not to be n, and one of an AND for it to be n.
      const op = (expr.op === "or") === (relation === "!=") ? "or" : "and";
      return chain(op, comparedTo(no, relation, expr.left), comparedTo(no, relation, expr.right));
    }
  }
}
