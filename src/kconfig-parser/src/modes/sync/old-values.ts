import { isValidText } from "../../eval/compare.js";
import type { SymbolType } from "../../model/symbol.js";
import type { KconfigTree } from "../../model/tree.js";

/** What auto.conf said before. */
export interface OldValues {
  /** By symbol name, as the file had it, quotes taken off. */
  readonly values: ReadonlyMap<string, string>;
  /** Settings of symbols that the tree no longer knows. */
  readonly unknown: readonly string[];
  /** What is wrong with the file, in C's words. */
  readonly warnings: readonly string[];
}

/** Reads the auto.conf of the last run. C: conf_read_simple() with S_DEF_AUTO. */
export function readOldValues(tree: KconfigTree, text: string, fileName: string, quotes: boolean): OldValues {
  const { prefix, files } = tree.dialect;
  const values = new Map<string, string>();
  const unknown: string[] = [];
  const warnings: string[] = [];
  text.split("\n").forEach((line, index, lines) => {
    if (line.startsWith("#") || (index === lines.length - 1 && line === "")) return;
    const warn = (message: string): void => {
      warnings.push(`${fileName}:${index + 1}:warning: ${message}`);
    };
    const equals = line.indexOf("=");
    const isSetting = line.startsWith(prefix);
    if (!isSetting || equals < 0) {
      const isOdd = isSetting ? files.expectsEquals : line !== "" && line !== "\r";
      if (isOdd) warn(files.quotesUnexpectedData ? `unexpected data: ${line}` : "unexpected data");
      return;
    }
    const name = line.slice(prefix.length, equals);
    const symbol = tree.symbol(name);
    if (symbol === undefined || symbol.isConst || symbol.type === "unknown") unknown.push(name);
    else {
      if (values.has(name)) warn(`override: reassigning to symbol ${name}`);
      const value = readValue(symbol.type, line.slice(equals + 1).replace(/\r$/, ""), quotes);
      if (value !== null) values.set(name, value);
    }
  });
  return { values, unknown, warnings };
}

/** A value as it compares with a present one; null when it is none of the type. */
function readValue(type: SymbolType, text: string, quotes: boolean): string | null {
  switch (type) {
    case "bool":
    case "tristate":
      return /^[ny]/.test(text) || (type === "tristate" && text.startsWith("m")) ? (text[0] ?? "") : null;
    case "string":
      return quotes ? unquoted(text) : text;
    default:
      return isValidText(type, text) ? text : null;
  }
}

function unquoted(value: string): string {
  const body = /^"((?:[^"\\]|\\.)*)"/s.exec(value)?.[1];
  return (body ?? value).replace(/\\(.)/gs, "$1");
}
