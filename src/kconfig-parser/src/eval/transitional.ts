import type { KSymbol } from "../model/symbol.js";
import { NO } from "../model/tri.js";
import type { Config } from "./config.js";

/**
 * Whether the default that counts is a transitional symbol that the configuration sets: it then stands for the user's
 * answer under the new name, and nobody is asked again.
 */
export function isAnsweredByTransitional(config: Config, { defaults }: KSymbol): boolean {
  const value = defaults.find(({ visible }) => config.evaluate(visible) !== NO)?.value;
  return value?.op === "symbol" && value.symbol.isTransitional && config.user.has(value.symbol);
}
