import type { Location } from "../diagnostics.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol, SymbolType } from "../model/symbol.js";
import type { TreeBuilder } from "./builder.js";
import { expectEndOfLine, found, SyntaxProblem } from "./expression.js";
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
} from "./option-readers.js";
import type { TokenSource } from "./token.js";

const types: Readonly<Record<string, SymbolType>> = {
  bool: "bool",
  tristate: "tristate",
  int: "int",
  hex: "hex",
  string: "string",
};

const symbolOptions: Readonly<Record<string, ReadOption>> = {
  ...Object.fromEntries(Object.entries(types).map(([word, type]) => [word, readType(type)])),
  def_bool: readTypedDefault("bool"),
  def_tristate: readTypedDefault("tristate"),
  prompt: readPrompt,
  default: readDefault,
  depends: readDepends,
  select: readReverse("selects"),
  imply: readReverse("implies"),
  range: readRange,
  option: readAttribute,
};

const choiceOptions: Readonly<Record<string, ReadOption>> = {
  bool: readType("bool"),
  tristate: readType("tristate"),
  prompt: readPrompt,
  default: readChoiceDefault,
  depends: readDepends,
  optional: ({ node }) => {
    if (node.symbol) node.symbol.isOptional = true;
  },
};

const menuOptions: Readonly<Record<string, ReadOption>> = { depends: readDepends, visible: readVisible };
const commentOptions: Readonly<Record<string, ReadOption>> = { depends: readDepends };

/** Which options an entry of this kind takes. */
export function optionsOf(node: MenuNode): Readonly<Record<string, ReadOption>> {
  switch (node.kind) {
    case "symbol":
      return symbolOptions;
    case "choice":
      return choiceOptions;
    case "menu":
      return menuOptions;
    case "comment":
      return commentOptions;
    default:
      return {};
  }
}

/** A prompt: a quoted text, or (C allows it) a bare word. */
export function readText(scanner: TokenSource): string {
  const { kind, text } = scanner;
  if (kind !== "string" && kind !== "word")
    throw new SyntaxProblem(`found ${found(scanner)} where a quoted text was expected`);
  scanner.next();
  return text;
}

function readType(type: SymbolType): ReadOption {
  return (context) => {
    if (context.scanner.kind === "string" || context.scanner.kind === "word") readTypePrompt(context);
    expectEndOfLine(context.scanner);
    context.builder.setType(context.node, symbolOf(context), type);
  };
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

/** The symbol that decides whether anything is m. A second one is an error, and counts from there on. */
export function defineModules(builder: TreeBuilder, symbol: KSymbol, at: Location): void {
  const { symbols } = builder;
  if (symbols.modules !== null)
    builder.error(
      at,
      `symbol '${symbol.name}' redefines option 'modules' already defined by symbol '${symbols.modules.name}'`,
    );
  symbols.modules = symbol;
}

/** `option NAME`, `option NAME=VALUE`, and several of them in one line. */
export function readAttribute(context: OptionContext): void {
  const { scanner } = context;
  while (scanner.kind === "word") {
    const attribute = readText(scanner);
    addAttribute(context, attribute, readValue(scanner));
  }
}

function readValue(scanner: TokenSource): string | null {
  if (scanner.kind !== "operator" || scanner.text !== "=") return null;
  scanner.next();
  return readText(scanner);
}

function addAttribute(context: OptionContext, attribute: string, name: string | null): void {
  const { builder, node } = context;
  const symbol = symbolOf(context);
  switch (attribute) {
    case "env": {
      if (name === null) throw new SyntaxProblem("'env' needs '=' and the name of a variable");
      const value = builder.host.env(name);
      symbol.env = name;
      symbol.isAuto = true;
      if (value === undefined) builder.warn(node.location, `environment variable ${name} undefined`);
      else {
        const constant = { op: "symbol", symbol: builder.symbols.constant(value) } as const;
        const { line } = context.location;
        symbol.defaults.push({ node, value: constant, visible: null, line, isAlways: true });
      }
      return;
    }
    case "allnoconfig_y":
      symbol.isAllNoConfigY = true;
      return;
    case "modules":
      defineModules(builder, symbol, context.location);
      return;
    case "defconfig_list":
      if (builder.symbols.defconfigList !== null && builder.symbols.defconfigList !== symbol)
        builder.error(context.location, "trying to redefine defconfig symbol");
      builder.symbols.defconfigList = symbol;
      symbol.isAuto = true;
      return;
    default:
      builder.warnings.push({
        ...context.location,
        message: `ignoring unknown option ${attribute}`,
        form: "spaced",
      });
  }
}
