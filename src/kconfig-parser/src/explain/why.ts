import { triAllowed } from "../eval/assign.js";
import type { Config } from "../eval/config.js";
import { exprText } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, type Tri, triText, YES } from "../model/tri.js";
import { conditionReport } from "./conditions.js";
import { definitionReports } from "./definitions.js";
import { activeDefault, originOf } from "./origin.js";
import { reference, symbolLabel } from "./reference.js";
import type { Assignable, DefaultReport, WhyReport } from "./report.js";
import { rangeReport, reverseReports } from "./reverse.js";

/**
 * Why the symbol has the value it has: where the value comes from, what each of its conditions hangs on, and who
 * selects or implies it. Changes nothing; `whyText` puts it in words.
 */
export function why(config: Config, symbol: KSymbol): WhyReport {
  return {
    version: 1,
    symbol: reference(config, symbol),
    origin: originOf(config, symbol),
    dependencies: triText(symbol.choice ? config.evaluate(symbol.dirDep) : config.allowedTo(symbol)),
    visibility: triText(config.visibility(symbol)),
    assignable: assignable(config, symbol),
    range: rangeReport(config, symbol),
    definitions: definitionReports(config, symbol),
    defaults: defaultReports(config, symbol),
    selectedBy: reverseReports(config, symbol, "selects"),
    impliedBy: reverseReports(config, symbol, "implies"),
  };
}

/** Whether the user can change the symbol now, and to what. */
export function assignable(config: Config, symbol: KSymbol): Assignable {
  if (symbol.prompts.length === 0 || symbol.isConst) return { kind: "no-prompt" };
  if (config.visibility(symbol) === NO) return { kind: "hidden" };
  if (symbol.type !== "bool" && symbol.type !== "tristate") return { kind: "yes", values: [] };
  if (symbol.isChoice) return { kind: "yes", values: visibleMembers(config, symbol) };
  const values = ([NO, MOD, YES] as readonly Tri[]).filter((v) => triAllowed(config, symbol, v));
  if (values.length > 0) return { kind: "yes", values: values.map(triText) };
  const by = reverseReports(config, symbol, "selects").filter((r) => r.inForce);
  return by.length > 0 ? { kind: "selected", by: by.map((r) => r.by) } : { kind: "hidden" };
}

function visibleMembers(config: Config, choice: KSymbol): string[] {
  return choice.choiceValues.filter((v) => config.visibility(v) !== NO).map(symbolLabel);
}

function defaultReports(config: Config, symbol: KSymbol): DefaultReport[] {
  const chosen = activeDefault(config, symbol);
  return symbol.defaults.map((d) => ({
    location: d.node.location,
    text: exprText(d.value, symbolLabel),
    value: d.value.op === "symbol" ? config.stringValue(d.value.symbol) : triText(config.evaluate(d.value)),
    inForce: d === chosen,
    condition: conditionReport(config, d.visible),
  }));
}
