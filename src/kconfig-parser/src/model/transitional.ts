import type { Diagnostic } from "../diagnostics.js";
import { writtenOrder } from "./check-properties.js";
import type { MenuNode } from "./menu.js";
import type { KSymbol } from "./symbol.js";

/** A transitional symbol has a type and a help text, and depends on nothing, not even by what is around it. */
export function refusedTransitional(node: MenuNode, yes: KSymbol): Diagnostic[] {
  const at = misplaced(node, yes);
  return at === null ? [] : [{ ...at, message: "error: transitional symbols can only have help sections" }];
}

/** Where it has more: the entry that depends on something, else the first other property of its symbol, each time. */
function misplaced({ symbol, dep, location }: MenuNode, yes: KSymbol): { file: string; line: number } | null {
  if (!symbol?.isTransitional) return null;
  if (dep !== null && !(dep.op === "symbol" && dep.symbol === yes)) return location;
  const { prompts, defaults, selects, implies, ranges } = symbol;
  const [first] = [...prompts, ...defaults, ...selects, ...implies, ...ranges].sort(writtenOrder);
  return first === undefined
    ? null
    : { file: first.node.location.file, line: first.line ?? first.node.location.line };
}
