import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, type Tri, YES } from "../model/tri.js";
import { hasOneElsewhere, isGroup } from "./choice-rules.js";
import { isValidText } from "./compare.js";
import type { Config } from "./config.js";
import { exceeded } from "./text-value.js";

/** Whether the symbol can have this value now. C: sym_tristate_within_range(). */
export function triAllowed(config: Config, symbol: KSymbol, value: Tri): boolean {
  const type = config.effectiveType(symbol);
  if (type !== "bool" && type !== "tristate") return false;
  if (type === "bool" && value === MOD) return false;
  const { implyKeepsFromMod } = config.tree.dialect.values;
  if (value === MOD && implyKeepsFromMod && config.impliedTo(symbol) === YES) return false;
  const visible = config.visibility(symbol);
  const selected = config.selectedTo(symbol);
  if (visible <= selected) return false;
  if (symbol.choice && visible === YES) return value === YES;
  return value >= selected && value <= visible;
}

/** Sets a bool, tristate or choice value; false when it cannot have it now. C: sym_set_tristate_value(). */
export function setTri(config: Config, symbol: KSymbol, value: Tri): boolean {
  const old = config.triValue(symbol);
  if (old !== value && !triAllowed(config, symbol, value)) return false;
  const { user } = config;
  if (!user.has(symbol)) {
    user.mark(symbol);
    config.modified = true;
  }
  const { choice } = symbol;
  const isInGroup = choice !== null && isGroup(choice, config.tree.dialect.values);
  if (choice && isInGroup && value === YES) selectInGroup(config, symbol, choice);
  else if (choice && value === YES) {
    user.select(choice, symbol);
    user.mark(choice);
    for (const other of choice.choiceValues) if (config.visibility(other) !== NO) user.mark(other);
  }
  user.setTri(symbol, value);
  if (old !== value) changed(config, symbol);
  return true;
}

/** Picks a value of a choice in the choice, where one that has an entry before it is not on its own. */
export function choose(config: Config, choice: KSymbol, member: KSymbol): void {
  if (!isGroup(choice, config.tree.dialect.values) || !hasOneElsewhere(choice)) {
    setTri(config, member, YES);
    return;
  }
  selectInGroup(config, member, choice);
  config.modified = true;
  config.invalidate();
}

/** All visible members are then the user's: one y, the others n. C: choice_set_value(). */
function selectInGroup(config: Config, member: KSymbol, choice: KSymbol): void {
  const { user } = config;
  for (const other of choice.choiceValues) {
    if (config.visibility(other) === NO) continue;
    user.setTri(other, other === member ? YES : NO);
    user.mark(other);
    user.putFirst(other);
  }
}

/** The next value that is allowed, in the order n, m, y, n. C: sym_toggle_tristate_value(). */
export function toggle(config: Config, symbol: KSymbol): Tri {
  const old = config.triValue(symbol);
  let next = old;
  do {
    next = next === YES ? NO : ((next + 1) as Tri);
    if (setTri(config, symbol, next)) break;
  } while (next !== old);
  return next;
}

/** Whether the text is a value of the symbol's type and within its range. C: sym_string_within_range(). */
export function stringAllowed(config: Config, symbol: KSymbol, text: string): boolean {
  if (!isValidText(symbol.type, text)) return false;
  switch (symbol.type) {
    case "string":
      return !/[\n\0]/.test(text);
    case "int":
    case "hex":
      return exceeded(config, symbol, text) === null;
    default:
      return triAllowed(config, symbol, text === "y" ? YES : text === "m" ? MOD : NO);
  }
}

/** Sets a value by its text; a hex number without `0x` gets one. C: sym_set_string_value(). */
export function setString(config: Config, symbol: KSymbol, text: string): boolean {
  if (symbol.type === "bool" || symbol.type === "tristate") {
    const value = text === "y" ? YES : text === "m" ? MOD : text === "n" ? NO : null;
    return value !== null && setTri(config, symbol, value);
  }
  if (!stringAllowed(config, symbol, text)) return false;
  const value = symbol.type === "hex" && !/^0[xX]/.test(text) ? `0x${text}` : text;
  const { user } = config;
  if (user.has(symbol) && user.text(symbol) === value) return true;
  user.mark(symbol);
  user.setText(symbol, value);
  changed(config, symbol);
  return true;
}

function changed(config: Config, symbol: KSymbol): void {
  config.modified = true;
  config.changed(symbol);
}
