import type { KSymbol } from "../model/symbol.js";
import type { Dependents } from "./dependents.js";
import { Queue } from "./queue.js";
import { STALE, type ValueStore } from "./value-store.js";

/**
 * Computes anew what a change of one symbol's user value can alter, and no more: a symbol is computed again when
 * the value of one that it reads has become another. Each unit is done once, after all that it reads.
 * @param compute computes a symbol that is STALE
 */
export function propagate(
  { readers, readersStart, unitOf, units }: Dependents,
  values: ValueStore,
  changed: KSymbol,
  compute: (symbol: KSymbol) => void,
): void {
  const { valid, tri, text, selection } = values;
  const queue = new Queue(units.length);
  const tellReaders = (id: number, unit: number): void => {
    const end = readersStart[id + 1] ?? 0;
    for (let r = readersStart[id] ?? 0; r < end; r++) {
      const reader = unitOf[readers[r] ?? 0] ?? 0;
      if (reader !== unit) queue.add(reader);
    }
  };
  const one = (symbol: KSymbol | undefined, unit: number): void => {
    if (symbol === undefined || valid[symbol.id] === STALE) return;
    const { id } = symbol;
    const oldTri = tri[id];
    const oldText = text[id];
    valid[id] = STALE;
    compute(symbol);
    if (tri[id] !== oldTri || text[id] !== oldText) tellReaders(id, unit);
  };
  /** They read one another while they are computed: each must start as if for the first time. */
  const together = (symbols: readonly KSymbol[], unit: number): void => {
    const known = symbols.filter((s) => valid[s.id] !== STALE);
    const old = known.map(({ id }) => ({ tri: tri[id], text: text[id] }));
    for (const { id } of known) {
      valid[id] = STALE;
      tri[id] = 0;
      selection[id] = null;
    }
    for (const symbol of known) compute(symbol);
    known.forEach(({ id }, i) => {
      if (tri[id] !== old[i]?.tri || text[id] !== old[i]?.text) tellReaders(id, unit);
    });
  };
  queue.add(unitOf[changed.id] ?? 0);
  for (let unit = queue.take(); unit !== -1; unit = queue.take()) {
    const symbols = units[unit] ?? [];
    if (symbols.length === 1) one(symbols[0], unit);
    else together(symbols, unit);
  }
}
