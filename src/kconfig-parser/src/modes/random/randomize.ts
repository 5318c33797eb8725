import type { Config } from "../../eval/config.js";
import type { KSymbol } from "../../model/symbol.js";
import { MOD, NO, type Tri, YES } from "../../model/tri.js";
import type { GlibcRand } from "./glibc-rand.js";
import type { Probability } from "./probability.js";

/**
 * Gives every bool and tristate without a value one at random, then every choice, until nothing new comes up. The
 * numbers are drawn in the order of C's hash table, so that a seed gives what it gives there.
 */
export function randomize(config: Config, rand: GlibcRand, probability: Probability): void {
  while (randomizeOnce(config, rand, probability));
}

function randomizeOnce(config: Config, rand: GlibcRand, probability: Probability): boolean {
  const { user } = config;
  const symbols = config.tree.symbolsInHashOrder();
  let changed = false;
  for (const symbol of symbols) {
    if (symbol.isConst || user.has(symbol) || config.isComputed(symbol)) continue;
    if (symbol.type !== "bool" && symbol.type !== "tristate") continue;
    user.setTri(symbol, draw(symbol, rand.below(100), probability));
    if (symbol.isChoice) continue;
    user.mark(symbol);
    changed = true;
  }
  config.invalidate();
  for (const choice of symbols) {
    if (!choice.isChoice || user.has(choice)) continue;
    if (randomizeChoice(config, choice, rand)) changed = true;
  }
  return changed;
}

function draw(symbol: KSymbol, number: number, { boolYes, tristateYes, tristateMod }: Probability): Tri {
  if (symbol.type === "bool") return number < boolYes ? YES : NO;
  return number < tristateYes ? YES : number < tristateYes + tristateMod ? MOD : NO;
}

/** Selects one of the choice's values. False where it takes none, or several. */
function randomizeChoice(config: Config, choice: KSymbol, rand: GlibcRand): boolean {
  if (config.triValue(choice) !== YES || choice.choiceValues.length === 0) return false;
  const { user } = config;
  const chosen = choice.choiceValues[rand.below(choice.choiceValues.length)];
  for (const value of choice.choiceValues) {
    user.setTri(value, value === chosen ? YES : NO);
    user.mark(value);
    config.invalidateSymbol(value);
  }
  if (chosen) user.select(choice, chosen);
  user.mark(choice);
  config.invalidateSymbol(choice);
  return true;
}
