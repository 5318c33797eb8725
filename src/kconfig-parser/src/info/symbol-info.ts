import type { Config } from "../eval/config.js";
import { rangeInForce } from "../eval/text-value.js";
import { type Expr, exprText, operands } from "../model/expr.js";
import { sameMeaning } from "../model/join.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol, Reverse, SymbolType } from "../model/symbol.js";
import { withoutDuplicates } from "../model/transform.js";
import { menusAbove, pathLines } from "./place.js";

/** What a help page says of a symbol: value, type, places, dependencies, who selects it. C: get_symbol_str(). */
export function symbolInfo(config: Config, symbol: KSymbol): string {
  const { infoForm } = config.tree.dialect.modes;
  return infoForm === "by prompt" ? infoByPrompt(config, symbol) : infoByPlace(config, symbol);
}

/** Linux 4.17: all prompts with their menus, then one place. */
function infoByPrompt(config: Config, symbol: KSymbol): string {
  const show = (s: KSymbol): string =>
    s.isConst || s.type === "unknown" ? symbolName(s) : withValue(config, s);
  const out = headLines(config, symbol, show);
  for (const { text, node } of symbol.prompts) {
    const above = menusAbove(node, config.tree.root);
    out.push(`Prompt: ${text}`, ...(above.length > 0 ? ["  Location:", ...pathLines(config, above)] : []));
  }
  const [first] = symbol.nodes;
  if (first) {
    out.push(`  Defined at ${first.location.file}:${first.location.line}`);
    if (first.dep && !isYes(first.dep)) out.push(`  Depends on: ${textOf(first.dep, show)}`);
  }
  out.push(...targetLine("  Selects", symbol.selects, show));
  if (symbol.revDep) out.push(...reverseLines("  Selected", config, symbol.revDep, show));
  out.push(...targetLine("  Implies", symbol.implies, show));
  if (symbol.implied) out.push(...reverseLines("  Implied", config, symbol.implied, show));
  return `${out.join("\n")}\n`;
}

/** Linux 5 and later: every place with its prompt, those without one last. */
function infoByPlace(config: Config, symbol: KSymbol): string {
  const show = (s: KSymbol): string => (s.type === "unknown" ? symbolName(s) : withValue(config, s));
  const out = headLines(config, symbol, show);
  const isBare = (node: MenuNode): boolean => node.promptProperty === null;
  const nodes = [...symbol.nodes.filter((node) => !isBare(node)), ...symbol.nodes.filter(isBare)];
  for (const node of nodes) {
    out.push(`Defined at ${node.location.file}:${node.location.line}`);
    const prompt = node.promptProperty;
    if (prompt) out.push(`  Prompt: ${prompt.text}`);
    if (node.dep && !isYes(node.dep)) out.push(`  Depends on: ${textOf(node.dep, show)}`);
    if (!prompt) continue;
    const { visible } = prompt;
    const isSame = visible && node.dep && sameMeaning(node.dep, visible, config.tree.table);
    if (visible && !isYes(visible) && !isSame) out.push(`  Visible if: ${textOf(visible, show)}`);
    out.push("  Location:", ...pathLines(config, [...menusAbove(node, config.tree.root), node]));
  }
  out.push(...targetLine("Selects", symbol.selects, show));
  if (symbol.revDep) out.push(...reverseLines("Selected", config, symbol.revDep, show));
  out.push(...targetLine("Implies", symbol.implies, show));
  if (symbol.implied) out.push(...reverseLines("Implied", config, symbol.implied, show));
  return `${out.join("\n")}\n`;
}

/** Name, type and range; of a choice without a name nothing. */
function headLines(config: Config, symbol: KSymbol, show: (symbol: KSymbol) => string): string[] {
  if (symbol.name === null) return [];
  const out = [`Symbol: ${withValue(config, symbol)}`, `Type  : ${typeName(symbol.type)}`];
  const range = symbol.type === "int" || symbol.type === "hex" ? rangeInForce(config, symbol) : null;
  if (range) out.push(`Range : [${show(range.low)} ${show(range.high)}]`);
  return out;
}

function typeName(type: SymbolType): string {
  return type === "int" ? "integer" : type;
}

function symbolName(symbol: KSymbol): string {
  return symbol.name ?? "<choice>";
}

function withValue(config: Config, symbol: KSymbol): string {
  return symbol.name === null ? "<choice>" : `${symbol.name} [=${config.lastText(symbol)}]`;
}

function textOf(expr: Expr, show: (symbol: KSymbol) => string): string {
  return exprText(withoutDuplicates(expr) ?? expr, show);
}

/** The symbols that it selects or implies; C leaves the conditions out. */
function targetLine(word: string, reverses: readonly Reverse[], show: (symbol: KSymbol) => string): string[] {
  return reverses.length === 0 ? [] : [`${word}: ${reverses.map((r) => show(r.target)).join(" && ")}`];
}

/** One line an operand, those that hold now first. */
function reverseLines(word: string, config: Config, expr: Expr, show: (s: KSymbol) => string): string[] {
  const groups: Record<"y" | "m" | "n", string[]> = { y: [], m: [], n: [] };
  for (const operand of operands(expr, "or")) {
    const value = config.evaluate(operand);
    groups[value === 2 ? "y" : value === 1 ? "m" : "n"].push(`  - ${exprText(operand, show)}`);
  }
  return (["y", "m", "n"] as const).flatMap((value) =>
    groups[value].length > 0 ? [`${word} by [${value}]:`, ...groups[value]] : [],
  );
}

/** Whether a condition says nothing. */
function isYes(condition: Expr | null): boolean {
  return (
    condition === null ||
    (condition.op === "symbol" && condition.symbol.isConst && condition.symbol.name === "y")
  );
}
