import type { MenuNode } from "../model/menu.js";
import type { SymbolType } from "../model/symbol.js";
import { found, SyntaxProblem } from "./expression.js";
import {
  condition,
  type OptionContext,
  type ReadOption,
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
  boolean: "bool",
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
  boolean: readType("bool"),
  tristate: readType("tristate"),
  prompt: readPrompt,
  default: readDefault,
  depends: readDepends,
  optional: ({ node }) => {
    if (node.symbol) node.symbol.isOptional = true;
  },
};

const menuOptions: Readonly<Record<string, ReadOption>> = { depends: readDepends, visible: readVisible };
const commentOptions: Readonly<Record<string, ReadOption>> = { depends: readDepends };

/** All words that are options somewhere; they are never statements. */
export const optionWords: ReadonlySet<string> = new Set([
  ...Object.keys(symbolOptions),
  ...Object.keys(choiceOptions),
  ...Object.keys(menuOptions),
  "help",
  "---help---",
]);

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
    if (context.scanner.kind === "string" || context.scanner.kind === "word") readPrompt(context);
    context.builder.setType(context.node, symbolOf(context), type);
  };
}

function readPrompt(context: OptionContext): void {
  const text = readText(context.scanner);
  context.builder.addPrompt(context.node, text, condition(context), context.location);
}

/** `option NAME`. */
export function readAttribute(context: OptionContext): void {
  const { scanner, builder, node } = context;
  const symbol = symbolOf(context);
  const attribute = readText(scanner);
  switch (attribute) {
    case "env": {
      if (scanner.text !== "=") throw new SyntaxProblem(`found ${found(scanner)} where '=' was expected`);
      scanner.next();
      const name = readText(scanner);
      const value = builder.host.env(name);
      symbol.env = name;
      symbol.isAuto = true;
      if (value === undefined) builder.warn(node.location, `environment variable ${name} undefined`);
      else {
        const constant = { op: "symbol", symbol: builder.symbols.constant(value) } as const;
        symbol.defaults.push({ node, value: constant, visible: null });
      }
      return;
    }
    case "allnoconfig_y":
      symbol.isAllNoConfigY = true;
      return;
    case "modules":
      builder.symbols.modules = symbol;
      return;
    case "defconfig_list":
      return;
    default:
      builder.warnings.push({
        ...context.location,
        message: `ignoring unknown option ${attribute}`,
        form: "spaced",
      });
  }
}
