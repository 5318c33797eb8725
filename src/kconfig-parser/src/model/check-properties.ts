import type { Location } from "../diagnostics.js";
import { isValidText } from "../eval/compare.js";
import type { ValueRules } from "../eval/value-rules.js";
import type { Conditional, Default, KSymbol, Range, Reverse } from "./symbol.js";

type Warn = (place: Location, message: string) => void;

/** Where a default, range, select or imply is written. */
export function placeOf({ node, line, elsewhere }: Conditional): Location {
  return { file: elsewhere?.file ?? node.location.file, line: line ?? node.location.line };
}

/**
 * Warns of what makes no sense beside the symbol's type, in the order in which it is written. C: sym_check_prop().
 * @param isValue whether a symbol is a value of the choice that is checked
 */
export function checkProperties(
  symbol: KSymbol,
  isValue: (value: KSymbol) => boolean,
  rules: ValueRules,
  warn: Warn,
): void {
  const { defaults, selects, implies, ranges } = symbol;
  if (defaults.length + selects.length + implies.length + ranges.length === 0) return;
  const found: Problem[] = [];
  const report: Report = (property, message) => found.push({ property, message });
  for (let i = 0; i < defaults.length; i++)
    checkDefault(symbol, defaults[i] as Default, isValue, rules, report);
  for (let i = 0; i < selects.length; i++)
    checkReverse(symbol, selects[i] as Reverse, "select", rules, report);
  for (let i = 0; i < implies.length; i++)
    checkReverse(symbol, implies[i] as Reverse, "imply", rules, report);
  for (const property of ranges) checkRange(symbol, property, report);
  if (found.length === 0) return;
  found.sort((a, b) => writtenOrder(a.property, b.property));
  for (const { property, message } of found) warn(placeOf(property), message);
}

interface Problem {
  readonly property: Conditional;
  readonly message: string;
}

type Report = (property: Conditional, message: string) => void;

/** Which of two properties of a symbol comes first. */
export function writtenOrder(a: Conditional, b: Conditional): number {
  const rank = (a.elsewhere?.rank ?? 0) - (b.elsewhere?.rank ?? 0);
  return a.node.id - b.node.id || rank || (a.line ?? 0) - (b.line ?? 0);
}

function checkDefault(
  symbol: KSymbol,
  property: Default,
  isValue: (value: KSymbol) => boolean,
  rules: ValueRules,
  report: Report,
): void {
  const { value } = property;
  if (value.op !== "symbol") {
    if (symbol.type === "string" || symbol.type === "int" || symbol.type === "hex")
      report(property, `default for config symbol '${symbol.name}' must be a single symbol`);
    return;
  }
  if ((symbol.type === "int" || symbol.type === "hex") && !canBeNumber(symbol, value.symbol))
    report(property, `'${symbol.name}': number is invalid`);
  if (rules.checksChoiceDefaults && symbol.isChoice && !isValue(value.symbol))
    report(property, `choice default symbol '${value.symbol.name}' is not contained in the choice`);
}

function checkReverse(
  symbol: KSymbol,
  property: Reverse,
  word: string,
  { nameOfBool }: ValueRules,
  report: Report,
): void {
  const { target } = property;
  if (symbol.type !== "bool" && symbol.type !== "tristate")
    report(property, `config symbol '${symbol.name}' uses ${word}, but is not ${nameOfBool} or tristate`);
  else if (target.type !== "unknown" && target.type !== "bool" && target.type !== "tristate")
    report(
      property,
      `'${target.name}' has wrong type. '${word}' only accept arguments of ${nameOfBool} and tristate type`,
    );
}

function checkRange(symbol: KSymbol, property: Range, report: Report): void {
  if (symbol.type !== "int" && symbol.type !== "hex")
    report(property, "range is only allowed for int or hex symbols");
  if (!canBeNumber(symbol, property.low) || !canBeNumber(symbol, property.high))
    report(property, "range is invalid");
}

/** C: menu_validate_number(). A symbol of a number's type, or a text that is one. */
function canBeNumber(symbol: KSymbol, value: KSymbol): boolean {
  if (value.type === "int" || value.type === "hex") return true;
  return value.type === "unknown" && isValidText(symbol.type, value.name ?? "");
}
