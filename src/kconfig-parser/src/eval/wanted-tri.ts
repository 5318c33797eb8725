import type { Default, KSymbol } from "../model/symbol.js";
import { NO, type Tri, triAnd, triOr } from "../model/tri.js";
import type { Config } from "./config.js";
import type { ValueStore } from "./value-store.js";

/** What the user, or else defaults and implies, ask for. */
export function wantedTri(config: Config, values: ValueStore, symbol: KSymbol): Tri {
  const { id } = symbol;
  const { user } = config;
  if (values.visible[id] !== NO && user.has(symbol))
    return triAnd(user.tri(symbol), values.visible[id] as Tri);
  if (values.reverseDep[id] !== NO) values.written[id] = 1;
  if (symbol.isChoice) return NO;
  let value: Tri = NO;
  const { defaults } = symbol;
  for (let i = 0; i < defaults.length; i++) {
    const d = defaults[i] as Default;
    const visible = config.evaluate(d.visible);
    if (visible === NO) continue;
    value = triAnd(config.evaluate(d.value), visible);
    if (value !== NO) values.written[id] = 1;
    break;
  }
  if (values.impliedBy[id] === NO) return value;
  values.written[id] = 1;
  return triAnd(triOr(value, values.impliedBy[id] as Tri), values.directDep[id] as Tri);
}
