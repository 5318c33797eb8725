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
  readNameOnly,
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

/** What C's grammar lets stand in a choice, to refuse it once it is read. */
const refusedInChoice: Readonly<Record<string, ReadOption>> = {
  int: readTypePromptIfAny,
  hex: readTypePromptIfAny,
  string: readTypePromptIfAny,
  def_bool: readNameOnly,
  def_tristate: readNameOnly,
};

const choiceOptions: Readonly<Record<string, ReadOption>> = {
  ...refusedInChoice,
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

/** Whether the option, although it is well-formed, has no place in the entry. C says nothing of it but that it is invalid. */
export function isRefused({ kind }: MenuNode, word: string): boolean {
  return kind === "choice" && Object.hasOwn(refusedInChoice, word);
}

/** A prompt: a quoted text, or (C allows it) a bare word. */
export function readText(scanner: TokenSource): string {
  const text = textHere(scanner);
  scanner.next();
  return text;
}

function textHere(scanner: TokenSource): string {
  if (scanner.kind !== "string" && scanner.kind !== "word")
    throw new SyntaxProblem(`found ${found(scanner)} where a quoted text was expected`);
  return scanner.text;
}

function readType(type: SymbolType): ReadOption {
  return (context) => {
    readTypePromptIfAny(context);
    expectEndOfLine(context.scanner);
    context.builder.setType(context.node, symbolOf(context), type);
  };
}

/** C notes the prompt beside a type before it has seen the end of the line. */
function readTypePromptIfAny(context: OptionContext): void {
  if (context.scanner.kind !== "string" && context.scanner.kind !== "word") return;
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
    const hasValue = isEquals(scanner);
    if (hasValue) scanner.next();
    addAttribute(context, attribute, hasValue ? textHere(scanner) : null);
    // C does what it says before it looks further.
    if (hasValue) scanner.next();
  }
}

function isEquals({ kind, text }: TokenSource): boolean {
  return kind === "operator" && text === "=";
}

function addAttribute(context: OptionContext, attribute: string, name: string | null): void {
  const { builder, node } = context;
  const symbol = symbolOf(context);
  switch (attribute) {
    case "env": {
      if (name === null) throw new SyntaxProblem("'env' needs '=' and the name of a variable");
      if (symbol.env !== null) {
        // The first one counts.
        if (symbol.env !== name)
          builder.warn(node.location, `redefining environment symbol from ${symbol.env}`);
        return;
      }
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
      builder.symbols.defconfigList ??= symbol;
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
