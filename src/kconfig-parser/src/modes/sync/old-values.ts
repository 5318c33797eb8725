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
    if (!line.startsWith(prefix) || equals < 0) {
      if (prefix !== "" && line !== "")
        warn(files.quotesUnexpectedData ? `unexpected data: ${line}` : "unexpected data");
      return;
    }
    const name = line.slice(prefix.length, equals);
    const symbol = tree.symbol(name);
    if (symbol === undefined || symbol.isConst || symbol.type === "unknown") unknown.push(name);
    else {
      if (values.has(name)) warn(`override: reassigning to symbol ${name}`);
      const value = line.slice(equals + 1);
      values.set(name, symbol.type === "string" && quotes ? unquoted(value) : value);
    }
  });
  return { values, unknown, warnings };
}

function unquoted(value: string): string {
  const body = /^"((?:[^"\\]|\\.)*)"/s.exec(value)?.[1];
  return (body ?? value).replace(/\\(.)/gs, "$1");
}
