import { KconfigError } from "../diagnostics.js";
import type { KSymbol } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";

const posixClasses: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9A-Fa-f",
};

/**
 * Symbols whose name matches an extended regular expression, ignoring case; exact matches first, then by name.
 * C: sym_re_search().
 * @throws KconfigError when the expression is not one.
 */
export function searchSymbols(tree: KconfigTree, pattern: string): KSymbol[] {
  if (pattern === "") return [];
  const regex = compile(pattern);
  const found: { symbol: KSymbol; name: string; exact: boolean }[] = [];
  for (const symbol of tree.symbols) {
    const { name } = symbol;
    if (name === null || symbol.isConst) continue;
    const match = regex.exec(name);
    if (match) found.push({ symbol, name, exact: match.index === 0 && match[0].length === name.length });
  }
  const rank = (f: { exact: boolean }): number => (f.exact ? 0 : 1);
  found.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return found.map((f) => f.symbol);
}

function compile(pattern: string): RegExp {
  const source = pattern.replace(/\[:([a-z]+):\]/g, (whole, name: string) => posixClasses[name] ?? whole);
  try {
    return new RegExp(source, "i");
  } catch {
    throw new KconfigError([
      {
        file: "search",
        line: 1,
        message: `"${pattern}" is not a regular expression: mend it and search again`,
      },
    ]);
  }
}
