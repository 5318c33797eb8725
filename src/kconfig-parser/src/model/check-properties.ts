import type { Location } from "../diagnostics.js";
import { isValidText } from "../eval/compare.js";
import type { ValueRules } from "../eval/value-rules.js";
import type { Conditional, Default, KSymbol, Range, Reverse } from "./symbol.js";

type Warn = (place: Location, message: string) => void;

/** Where a default, range, select or imply is written. */
export function placeOf({ node, line }: Conditional): Location {
  return { file: node.location.file, line: line ?? node.location.line };
}

/** Warns of what makes no sense beside the symbol's type, in the order in which it is written. C: sym_check_prop(). */
export function checkProperties(symbol: KSymbol, rules: ValueRules, warn: Warn): void {
  const checks: { readonly property: Conditional; readonly check: () => void }[] = [];
  for (const d of symbol.defaults)
    checks.push({ property: d, check: () => checkDefault(symbol, d, rules, warn) });
  for (const r of symbol.selects)
    checks.push({ property: r, check: () => checkReverse(symbol, r, "select", rules, warn) });
  for (const r of symbol.implies)
    checks.push({ property: r, check: () => checkReverse(symbol, r, "imply", rules, warn) });
  for (const r of symbol.ranges) checks.push({ property: r, check: () => checkRange(symbol, r, warn) });
  checks.sort((a, b) => order(a.property, b.property));
  for (const { check } of checks) check();
}

function order(a: Conditional, b: Conditional): number {
  return a.node.id - b.node.id || (a.line ?? 0) - (b.line ?? 0);
}

function checkDefault(symbol: KSymbol, property: Default, rules: ValueRules, warn: Warn): void {
  const { value } = property;
  const place = placeOf(property);
  if (value.op !== "symbol") {
    if (symbol.type === "string" || symbol.type === "int" || symbol.type === "hex")
      warn(place, `default for config symbol '${symbol.name}' must be a single symbol`);
    return;
  }
  if ((symbol.type === "int" || symbol.type === "hex") && !canBeNumber(symbol, value.symbol))
    warn(place, `'${symbol.name}': number is invalid`);
  if (rules.checksChoiceDefaults && symbol.isChoice && value.symbol.choice !== symbol)
    warn(place, `choice default symbol '${value.symbol.name}' is not contained in the choice`);
}

function checkReverse(
  symbol: KSymbol,
  property: Reverse,
  word: string,
  { nameOfBool }: ValueRules,
  warn: Warn,
): void {
  const { target } = property;
  const place = placeOf(property);
  if (symbol.type !== "bool" && symbol.type !== "tristate")
    warn(place, `config symbol '${symbol.name}' uses ${word}, but is not ${nameOfBool} or tristate`);
  else if (target.type !== "unknown" && target.type !== "bool" && target.type !== "tristate")
    warn(
      place,
      `'${target.name}' has wrong type. '${word}' only accept arguments of ${nameOfBool} and tristate type`,
    );
}

function checkRange(symbol: KSymbol, property: Range, warn: Warn): void {
  const place = placeOf(property);
  if (symbol.type !== "int" && symbol.type !== "hex")
    warn(place, "range is only allowed for int or hex symbols");
  if (!canBeNumber(symbol, property.low) || !canBeNumber(symbol, property.high))
    warn(place, "range is invalid");
}

/** C: menu_validate_number(). A symbol of a number's type, or a text that is one. */
function canBeNumber(symbol: KSymbol, value: KSymbol): boolean {
  if (value.type === "int" || value.type === "hex") return true;
  return value.type === "unknown" && isValidText(symbol.type, value.name ?? "");
}
