import type { NodeKind } from "../model/menu.js";
import type { SymbolType } from "../model/symbol.js";

/** What the words of a tree's image mean, for its writer and its reader. */
export const symbolTypes: readonly SymbolType[] = ["unknown", "bool", "tristate", "int", "hex", "string"];

export const nodeKinds: readonly NodeKind[] = ["mainmenu", "menu", "comment", "symbol", "choice", "if"];

/** Booleans of a symbol, a bit each. */
export const symbolFlags = [
  "isConst",
  "isChoice",
  "isOptional",
  "isAuto",
  "isAllNoConfigY",
  "isTransitional",
] as const;

/** How an entry has its prompt: not, by itself, or (from SYMBOL_PROMPT on) as one of its symbol's, the same object. */
export const NO_PROMPT = 0;
export const OWN_PROMPT = 1;
export const SYMBOL_PROMPT = 2;

/** Lists of a symbol, a bit each: set for those that are not empty, which most are. */
export const symbolLists = [
  "choiceValues",
  "nodes",
  "prompts",
  "defaults",
  "selects",
  "implies",
  "ranges",
] as const;

/** Words of the head of an image: how many symbols, how many entries, where what comes after their bodies begins. */
export const HEAD = 3;
/** Words of a symbol's row: name, flags, type, where its body begins. */
export const SYMBOL_ROW = 4;
/** Words of an entry's row: id, kind, symbol, file, line, the entry it is in, where its body begins. */
export const NODE_ROW = 7;
