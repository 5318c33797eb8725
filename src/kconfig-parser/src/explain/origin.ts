import type { Config } from "../eval/config.js";
import { exprText } from "../model/expr.js";
import type { Default, KSymbol } from "../model/symbol.js";
import { MOD, NO, type Tri, triAnd, triText, YES } from "../model/tri.js";
import { reference, symbolLabel } from "./reference.js";
import type { Origin, SymbolReference } from "./report.js";
import { rangeReport, reverseReports } from "./reverse.js";

/** Where the symbol's value comes from. */
export function originOf(config: Config, symbol: KSymbol): Origin {
  if (symbol.env !== null) return { kind: "environment", variable: symbol.env };
  if (symbol.type === "unknown") return { kind: "no-type" };
  if (symbol.choice && config.visibility(symbol) !== NO && config.choiceSelection(symbol.choice))
    return choiceOrigin(config, symbol, symbol.choice);
  return symbol.type === "bool" || symbol.type === "tristate"
    ? triOrigin(config, symbol)
    : textOrigin(config, symbol);
}

/** The `default` line in force, undefined when none is. */
export function activeDefault(config: Config, symbol: KSymbol): Default | undefined {
  return symbol.defaults.find((d) => config.evaluate(d.visible) !== NO);
}

function choiceOrigin(config: Config, symbol: KSymbol, choice: KSymbol): Origin {
  const selected = config.choiceSelection(choice);
  return {
    kind: "choice",
    choice: reference(config, choice),
    how: config.user.has(selected ?? symbol) ? "picked" : "default",
    selected: selected?.name ?? null,
  };
}

function triOrigin(config: Config, symbol: KSymbol): Origin {
  const value = config.triValue(symbol);
  const selected = config.selectedTo(symbol);
  if (selected !== NO && selected >= value)
    return { kind: "select", by: inForce(config, symbol, "selects", selected) };
  if (isUsers(config, symbol)) return { kind: "user", value: triText(config.user.tri(symbol)) };
  const chosen = activeDefault(config, symbol);
  const byDefault = chosen ? triAnd(config.evaluate(chosen.value), config.evaluate(chosen.visible)) : NO;
  const implied = config.impliedTo(symbol);
  if (implied !== NO && (byDefault === MOD && symbol.type === "bool" ? YES : byDefault) < value)
    return { kind: "imply", by: inForce(config, symbol, "implies", implied) };
  return chosen ? defaultOrigin(chosen) : { kind: "nothing" };
}

function textOrigin(config: Config, symbol: KSymbol): Origin {
  const text = config.stringValue(symbol);
  const users = isUsers(config, symbol) ? config.user.text(symbol) : null;
  const chosen = activeDefault(config, symbol);
  const source = chosen?.value.op === "symbol" ? config.stringValue(chosen.value.symbol) : null;
  const range = rangeReport(config, symbol);
  const wanted = users ?? source ?? "";
  if (range && wanted !== text && symbol.type !== "string") return { kind: "range", wanted, range };
  if (users !== null) return { kind: "user", value: users };
  return chosen ? defaultOrigin(chosen) : { kind: "nothing" };
}

function defaultOrigin(chosen: Default): Origin {
  return { kind: "default", location: chosen.node.location, text: exprText(chosen.value, symbolLabel) };
}

function isUsers(config: Config, symbol: KSymbol): boolean {
  return config.visibility(symbol) !== NO && config.user.has(symbol);
}

function inForce(
  config: Config,
  symbol: KSymbol,
  how: "selects" | "implies",
  atLeast: Tri,
): SymbolReference[] {
  const all = reverseReports(config, symbol, how).filter((r) => r.inForce);
  const full = all.filter((r) => r.value === triText(atLeast));
  const byName = new Map((full.length > 0 ? full : all).map((r) => [r.by.name, r.by]));
  return [...byName.values()];
}
