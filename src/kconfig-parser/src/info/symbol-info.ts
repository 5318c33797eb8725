import type { Config } from "../eval/config.js";
import { type Expr, exprText, operands } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol, SymbolType } from "../model/symbol.js";
import { withoutDuplicates } from "../model/transform.js";

/** What a help page says of a symbol: value, type, places, dependencies, who selects it. C: get_symbol_str(). */
export function symbolInfo(config: Config, symbol: KSymbol): string {
  const out: string[] = [];
  if (symbol.name !== null) out.push(`Symbol: ${symbol.name} [=${config.stringValue(symbol)}]`);
  out.push(`Type  : ${typeName(symbol.type)}`);
  const range = config.range(symbol);
  if (range) out.push(`Range : [${range.min} ${range.max}]`);
  for (const node of symbol.nodes) out.push(...placeLines(config, node));
  const show = (s: KSymbol): string => `${s.name ?? "<choice>"} [=${config.stringValue(s)}]`;
  const selects = symbol.selects.map(
    (r) => `${show(r.target)}${r.visible ? ` && ${exprText(r.visible, show)}` : ""}`,
  );
  if (selects.length > 0) out.push(`  Selects: ${selects.join(" && ")}`);
  if (symbol.revDep) out.push(...reverseLines("Selected", config, symbol.revDep, show));
  if (symbol.implied) out.push(...reverseLines("Implied", config, symbol.implied, show));
  return `${out.join("\n")}\n`;
}

function typeName(type: SymbolType): string {
  return type === "bool" ? "boolean" : type === "int" ? "integer" : type;
}

function placeLines(config: Config, node: MenuNode): string[] {
  const out: string[] = [];
  if (node.prompt !== null) out.push(`Prompt: ${node.prompt}`);
  const above: MenuNode[] = [];
  for (let menu = node.parent; menu !== null && menu.parent !== null; menu = menu.parent)
    if (menu.prompt !== null) above.unshift(menu);
  if (above.length > 0) out.push("  Location:");
  above.forEach((menu, depth) => {
    const value = menu.symbol
      ? ` (${menu.symbol.name ?? "<choice>"} [=${config.stringValue(menu.symbol)}])`
      : "";
    out.push(`${" ".repeat(4 * (depth + 1))}-> ${menu.prompt}${value}`);
  });
  out.push(`  Defined at ${node.location.file}:${node.location.line}`);
  const dependencies = withoutDuplicates(node.dep);
  if (dependencies)
    out.push(
      `  Depends on: ${exprText(dependencies, (s) => `${s.name ?? "<choice>"} [=${config.stringValue(s)}]`)}`,
    );
  return out;
}

/** One line an operand, those that hold now first. */
function reverseLines(word: string, config: Config, expr: Expr, show: (symbol: KSymbol) => string): string[] {
  const groups = { y: [] as string[], m: [] as string[], n: [] as string[] };
  for (const e of operands(expr, "or"))
    groups[config.evaluate(e) === 2 ? "y" : config.evaluate(e) === 1 ? "m" : "n"].push(
      `  - ${exprText(e, show)}`,
    );
  return (["y", "m", "n"] as const).flatMap((k) =>
    groups[k].length > 0 ? [`  ${word} by [${k}]:`, ...groups[k]] : [],
  );
}
