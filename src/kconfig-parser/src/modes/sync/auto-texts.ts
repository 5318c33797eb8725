import type { Config } from "../../eval/config.js";
import { headingLines, headingText } from "../../files/heading.js";
import type { KSymbol } from "../../model/symbol.js";

/** How a dialect writes what syncconfig writes. */
export interface AutoTextRules {
  /** Strings in auto.conf stand in quotes, with `"` and `\` escaped. */
  readonly quotesStrings: boolean;
  /** The heading of autoconf.h has an empty line above and below. */
  readonly airyHeading: boolean;
}

/** The symbols that these files list, in the order of C's hash table: those of `.config` that are not n. */
export function listedSymbols(config: Config): KSymbol[] {
  return config.tree
    .symbolsInHashOrder()
    .filter(
      (symbol) =>
        symbol.name !== null &&
        !symbol.isConst &&
        config.isWritten(symbol) &&
        settingOf(config, symbol) !== null,
    );
}

/** The value of a symbol in these files; null for n and for symbols without a type. */
function settingOf(config: Config, symbol: KSymbol): string | null {
  const value = config.stringValue(symbol);
  if (symbol.type === "unknown" || (isTri(symbol) && value === "n")) return null;
  return value;
}

/** auto.conf: settings that are not n, for make. */
export function autoConfText(config: Config, symbols: readonly KSymbol[], rules: AutoTextRules): string {
  const { prefix } = config.tree.dialect;
  const value = (symbol: KSymbol): string => {
    const text = config.stringValue(symbol);
    return symbol.type === "string" && rules.quotesStrings ? quoted(text) : text;
  };
  return hashHeading(config) + symbols.map((s) => `${prefix}${s.name}=${value(s)}\n`).join("");
}

/** tristate.conf of 4.17: tristates alone, their values as capitals. */
export function tristateConfText(config: Config, symbols: readonly KSymbol[]): string {
  const { prefix } = config.tree.dialect;
  const lines = symbols
    .filter((symbol) => symbol.type === "tristate")
    .map((symbol) => `${prefix}${symbol.name}=${config.stringValue(symbol).toUpperCase()}\n`);
  return hashHeading(config) + lines.join("");
}

/** autoconf.h: the same for C. */
export function headerText(config: Config, symbols: readonly KSymbol[], rules: AutoTextRules): string {
  const { prefix } = config.tree.dialect;
  const lines = symbols.map((symbol) => {
    const value = config.stringValue(symbol);
    if (isTri(symbol)) return `#define ${prefix}${symbol.name}${value === "m" ? "_MODULE" : ""} 1\n`;
    return `#define ${prefix}${symbol.name} ${literal(symbol, value)}\n`;
  });
  const heading = headingLines(config.tree)
    .filter((line) => line !== null || rules.airyHeading)
    .map((line) => (line === null ? " *\n" : ` * ${line}\n`));
  return `/*\n${heading.join("")} */\n${lines.join("")}`;
}

/** rustc_cfg: the same as options of rustc. */
export function rustcText(config: Config, symbols: readonly KSymbol[]): string {
  const { prefix } = config.tree.dialect;
  return symbols
    .map((symbol) => {
      const value = config.stringValue(symbol);
      const option = `--cfg=${prefix}${symbol.name}`;
      if (isTri(symbol)) return `${option}\n${option}="${value}"\n`;
      return `${option}=${quoted(symbol.type === "hex" ? withPrefix(value) : value)}\n`;
    })
    .join("");
}

function isTri({ type }: KSymbol): boolean {
  return type === "bool" || type === "tristate";
}

/** A value as C reads it. */
function literal(symbol: KSymbol, value: string): string {
  if (symbol.type === "string") return quoted(value);
  return symbol.type === "hex" ? withPrefix(value) : value;
}

function withPrefix(hex: string): string {
  return /^0[xX]/.test(hex) ? hex : `0x${hex}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function hashHeading(config: Config): string {
  return headingText(config.tree);
}
