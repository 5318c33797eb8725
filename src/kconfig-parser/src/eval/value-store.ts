import type { MenuNode } from "../model/menu.js";
import type { KSymbol } from "../model/symbol.js";
import type { Tri } from "../model/tri.js";

/** `valid`: not computed, or no longer. */
export const STALE = 0;
/** `valid`: the value is settled. */
export const SETTLED = 1;
/** `valid`: the value is being computed, and may be read before it is settled. */
export const COMPUTING = 2;
/** `valid`: the value of a choice is settled, and one of its values is being selected. */
export const DECIDING = 3;

/** `text`: it was never computed. That is what C prints of such. */
export const NEVER = "(null)";

/** What was computed, symbol by symbol, as arrays beside the tree: one cell a symbol, by its id. */
export class ValueStore {
  readonly valid: Uint8Array;
  /** C: sym->curr.tri. It keeps the last value while a new one is computed. */
  readonly tri: Uint8Array;
  /** Values of int, hex and string. */
  readonly text: string[];
  /** C: SYMBOL_WRITE. */
  readonly written: Uint8Array;
  readonly visible: Uint8Array;
  /** How far each prompt shows a symbol that has several: `visible` is what they come to together. */
  readonly ofSeveralPrompts = new Map<MenuNode, Tri>();
  readonly directDep: Uint8Array;
  readonly reverseDep: Uint8Array;
  readonly impliedBy: Uint8Array;
  /** The selected value of a choice. */
  readonly selection: (KSymbol | null)[];

  constructor(size: number) {
    const bytes = (): Uint8Array => new Uint8Array(size);
    [this.valid, this.tri, this.written, this.visible] = [bytes(), bytes(), bytes(), bytes()];
    [this.directDep, this.reverseDep, this.impliedBy] = [bytes(), bytes(), bytes()];
    this.text = new Array<string>(size).fill(NEVER);
    this.selection = new Array<KSymbol | null>(size).fill(null);
  }
}
