import { forEachSymbol } from "../model/expr.js";
import type { KSymbol } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";

/** Who reads whose value, by symbol id. Symbols that read each other (a choice and its values) are one unit. */
export interface Dependents {
  /** The symbols that read symbol `i` are `readers[readersStart[i]]` up to `readers[readersStart[i + 1]]`. */
  readonly readers: Int32Array;
  readonly readersStart: Int32Array;
  /** The unit of each symbol. What a unit reads is in units with smaller numbers. */
  readonly unitOf: Int32Array;
  /** The symbols of each unit. */
  readonly units: readonly (readonly KSymbol[])[];
}

const known = new WeakMap<KconfigTree, Dependents>();
/** Work that was begun ahead of its need. */
const begun = new WeakMap<KconfigTree, Work<Dependents>>();

/** A computation that can be left and gone on with wherever it yields. */
type Work<T> = Generator<undefined, T, undefined>;

/** Symbols between two places to stop at. */
const PIECE = 128;

/** Found out once a tree, when first asked for. */
export function dependentsOf(tree: KconfigTree): Dependents {
  let found = known.get(tree);
  while (found === undefined) {
    prepareChanges(tree, Number.POSITIVE_INFINITY);
    found = known.get(tree);
  }
  return found;
}

/**
 * Makes ready, until the time `end` (ms since the epoch) has come, what the first change of a value needs: in a large
 * tree that takes so long that a user would feel it. Gives whether it is ready.
 */
export function prepareChanges(tree: KconfigTree, end: number): boolean {
  if (known.has(tree)) return true;
  // Reading a configuration may add symbols that nothing of the tree reads.
  const work = begun.get(tree) ?? build([...tree.table.all]);
  begun.set(tree, work);
  for (let next = work.next(); ; next = work.next()) {
    if (next.done === true) {
      known.set(tree, next.value);
      begun.delete(tree);
      return true;
    }
    if (Date.now() >= end) return false;
  }
}

function* build(symbols: readonly KSymbol[]): Work<Dependents> {
  const { reads, start } = yield* readsOf(symbols);
  const { unitOf, units } = yield* unitsOf(symbols, reads, start);
  return { ...reversed(symbols.length, reads, start), unitOf, units };
}

interface Reads {
  readonly reads: Int32Array;
  readonly start: Int32Array;
}

/** What each symbol's value is computed from, each once. */
function* readsOf(symbols: readonly KSymbol[]): Work<Reads> {
  const start = new Int32Array(symbols.length + 1);
  const seenFor = new Int32Array(symbols.length).fill(-1);
  const reads: number[] = [];
  for (const symbol of symbols) {
    const add = (read: KSymbol): void => {
      if (read.isConst || seenFor[read.id] === symbol.id) return;
      seenFor[read.id] = symbol.id;
      reads.push(read.id);
    };
    if (!symbol.isConst) forEachRead(symbol, add);
    start[symbol.id + 1] = reads.length;
    if (symbol.id % PIECE === 0) yield;
  }
  return { reads: Int32Array.from(reads), start };
}

function forEachRead(symbol: KSymbol, add: (read: KSymbol) => void): void {
  for (const p of symbol.prompts) forEachSymbol(p.visible, add);
  forEachSymbol(symbol.dirDep, add);
  forEachSymbol(symbol.revDep, add);
  forEachSymbol(symbol.implied, add);
  for (const d of symbol.defaults) {
    forEachSymbol(d.visible, add);
    forEachSymbol(d.value, add);
  }
  for (const r of symbol.ranges) {
    forEachSymbol(r.visible, add);
    add(r.low);
    add(r.high);
  }
  if (symbol.choice) add(symbol.choice);
  for (const value of symbol.choiceValues) add(value);
  if (!symbol.isChoice) return;
  // A choice asks for the visibility of its default, which may be no value of it.
  for (const { value } of symbol.defaults)
    if (value.op === "symbol") for (const p of value.symbol.prompts) forEachSymbol(p.visible, add);
}

function reversed(
  size: number,
  reads: Int32Array,
  start: Int32Array,
): Pick<Dependents, "readers" | "readersStart"> {
  const readersStart = new Int32Array(size + 1);
  for (const id of reads) readersStart[id + 1] = at(readersStart, id + 1) + 1;
  for (let id = 0; id < size; id++) readersStart[id + 1] = at(readersStart, id + 1) + at(readersStart, id);
  const next = readersStart.slice();
  const readers = new Int32Array(reads.length);
  for (let reader = 0; reader < size; reader++)
    for (let i = at(start, reader); i < at(start, reader + 1); i++) {
      const read = at(reads, i);
      const place = at(next, read);
      readers[place] = reader;
      next[read] = place + 1;
    }
  return { readers, readersStart };
}

/** Tarjan's strongly connected components, without recursion; they come out in the order "read before reader". */
function* unitsOf(
  symbols: readonly KSymbol[],
  reads: Int32Array,
  start: Int32Array,
): Work<Pick<Dependents, "unitOf" | "units">> {
  const size = symbols.length;
  const order = new Int32Array(size);
  const low = new Int32Array(size);
  const unitOf = new Int32Array(size).fill(-1);
  const cursor = start.slice();
  const units: KSymbol[][] = [];
  const open: number[] = [];
  const path: number[] = [];
  let count = 0;
  const enter = (id: number): void => {
    order[id] = low[id] = ++count;
    open.push(id);
    path.push(id);
  };
  const close = (id: number): void => {
    const unit: KSymbol[] = [];
    let member: number | undefined;
    do {
      member = open.pop();
      if (member === undefined) break;
      unitOf[member] = units.length;
      const symbol = symbols[member];
      if (symbol) unit.push(symbol);
    } while (member !== id);
    units.push(unit.sort((a, b) => a.id - b.id));
  };
  for (let root = 0; root < size; root++) {
    if (root % PIECE === 0) yield;
    if (at(order, root) !== 0) continue;
    enter(root);
    for (let id = path.at(-1); id !== undefined; id = path.at(-1)) {
      const i = at(cursor, id);
      if (i < at(start, id + 1)) {
        cursor[id] = i + 1;
        const read = at(reads, i);
        if (at(order, read) === 0) enter(read);
        else if (at(unitOf, read) === -1) low[id] = Math.min(at(low, id), at(order, read));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(at(low, above), at(low, id));
      if (at(low, id) === at(order, id)) close(id);
    }
  }
  return { unitOf, units };
}

function at(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}
