import type { Config } from "../eval/config.js";
import type { KSymbol } from "../model/symbol.js";
import type { SymbolReference } from "./report.js";

/** What a report calls the symbol: its name, or the prompt of a choice that has none. */
export function symbolLabel(symbol: KSymbol): string {
  return symbol.name ?? symbol.nodes.find((n) => n.prompt !== null)?.prompt ?? "<choice>";
}

/** The symbol with its value now. */
export function reference(config: Config, symbol: KSymbol): SymbolReference {
  return {
    name: symbolLabel(symbol),
    kind: kindOf(symbol),
    type: symbol.type,
    value: symbol.isChoice ? choiceValue(config, symbol) : config.stringValue(symbol),
    locations: symbol.nodes.map((n) => n.location),
  };
}

function kindOf(symbol: KSymbol): SymbolReference["kind"] {
  if (symbol.isChoice) return "choice";
  if (symbol.isConst) return "constant";
  return symbol.nodes.length === 0 || symbol.type === "unknown" ? "undefined" : "symbol";
}

function choiceValue(config: Config, choice: KSymbol): string {
  const selected = config.choiceSelection(choice);
  return selected ? symbolLabel(selected) : config.stringValue(choice);
}
