import { valuesOfChoices } from "../../eval/choice-rules.js";
import type { Config } from "../../eval/config.js";
import type { MenuNode } from "../../model/menu.js";
import type { KSymbol } from "../../model/symbol.js";
import { MOD, NO, type Tri, YES } from "../../model/tri.js";
import type { GlibcRand } from "./glibc-rand.js";
import type { Probability } from "./probability.js";

/**
 * Gives every bool, tristate and choice without a value one at random. The numbers are drawn in C's order, so that a
 * seed gives what it gives there. Seen by running it with a rand() that logs.
 */
export function randomize(config: Config, rand: GlibcRand, probability: Probability): void {
  if (config.tree.dialect.values.choices === "group") randomizeMenu(config, rand, probability);
  else while (randomizeOnce(config, rand, probability));
}

/** Where choices are symbols: by the hash table, then every choice. Gives whether C does it all once more. */
function randomizeOnce(config: Config, rand: GlibcRand, probability: Probability): boolean {
  const { user } = config;
  const symbols = config.tree.symbolsInHashOrder();
  const onlyLast = config.tree.dialect.modes.randomAgain === "last choice";
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
    const took = randomizeChoice(config, choice, rand);
    // Buildroot's C forgets what was taken before the last choice, as logged runs of it show.
    changed = onlyLast ? took : changed || took;
  }
  return changed;
}

/** Where choices are groups: once through the menu, by prompts; at a choice its members are put into an order. */
function randomizeMenu(config: Config, rand: GlibcRand, probability: Probability): void {
  const { user } = config;
  const members = valuesOfChoices(config.tree);
  const visit = (node: MenuNode): void => {
    const { symbol } = node;
    if (symbol?.isChoice) shuffleMembers(config, node, rand);
    else if (symbol && node.prompt !== null && !members.has(symbol) && !user.has(symbol))
      if (symbol.type === "bool" || symbol.type === "tristate") {
        user.setTri(symbol, draw(symbol, rand.below(100), probability));
        user.mark(symbol);
      }
    node.children.forEach(visit);
  };
  visit(config.tree.root);
  config.invalidate();
}

/**
 * Draws the members without a value one by one; they stand behind those that have one. A member with two entries, such
 * as POWERPC64_CPU, counts twice until it is drawn, and there are as many draws as entries: some may find nothing.
 */
function shuffleMembers({ user }: Config, { children, symbol: choice }: MenuNode, rand: GlibcRand): void {
  const isMember = new Set(choice?.choiceValues);
  const members = children.flatMap(({ symbol }) => (symbol && isMember.has(symbol) ? [symbol] : []));
  const before = members.filter((member) => user.has(member));
  let left = members.filter((member) => !user.has(member));
  const drawn: KSymbol[] = [];
  for (let count = left.length; count > 0; count--) {
    const member = left[rand.below(count)];
    if (member === undefined) continue;
    drawn.push(member);
    left = left.filter((other) => other !== member);
  }
  for (const member of [...user.byPriority(before), ...drawn].reverse()) user.putFirst(member);
  for (const member of drawn) {
    user.setTri(member, YES);
    user.mark(member);
  }
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
