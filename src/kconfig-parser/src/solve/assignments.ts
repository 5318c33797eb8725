import type { KSymbol } from "../model/symbol.js";

/** A value that the user gives a symbol. */
export interface Assignment {
  readonly id: number;
  readonly symbol: KSymbol;
  readonly value: string;
}

/** Sets of assignments as sorted numbers: small, and quick to join. */
export type AssignmentSet = readonly number[];

/** Every assignment that a search speaks of, by number. */
export class Assignments {
  private readonly all: Assignment[] = [];
  private readonly ids = new Map<string, Assignment>();

  of(symbol: KSymbol, value: string): Assignment {
    const key = `${symbol.id}=${value}`;
    const found = this.ids.get(key);
    if (found) return found;
    const made = { id: this.all.length, symbol, value };
    this.all.push(made);
    this.ids.set(key, made);
    return made;
  }

  get(id: number): Assignment {
    const found = this.all[id];
    if (found === undefined) throw new RangeError(`no assignment ${id}`);
    return found;
  }

  list(set: AssignmentSet): Assignment[] {
    return set.map((id) => this.get(id));
  }

  /** How many pairs exclude each other: two values of a symbol, or two members of a choice. */
  conflicts(set: AssignmentSet): number {
    return this.conflicting(set).length;
  }

  conflicting(set: AssignmentSet): readonly (readonly [Assignment, Assignment])[] {
    if (set.length < 2) return [];
    const taken = new Map<KSymbol, Assignment>();
    const found: [Assignment, Assignment][] = [];
    const take = (owner: KSymbol, assignment: Assignment): void => {
      const other = taken.get(owner);
      if (other) found.push([other, assignment]);
      else taken.set(owner, assignment);
    };
    for (const assignment of this.list(set)) {
      take(assignment.symbol, assignment);
      const { choice } = assignment.symbol;
      if (choice && assignment.value === "y") take(choice, assignment);
    }
    return found;
  }
}

/** Both sets as one. */
export function union(a: AssignmentSet, b: AssignmentSet): AssignmentSet {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  const joined: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as number, b[j] as number];
    joined.push(Math.min(x, y));
    if (x <= y) i++;
    if (y <= x) j++;
  }
  while (i < a.length) joined.push(a[i++] as number);
  while (j < b.length) joined.push(b[j++] as number);
  return joined;
}

/** Whether every member of `part` is in `whole`. */
export function contains(whole: AssignmentSet, part: AssignmentSet): boolean {
  let i = 0;
  for (const x of part) {
    while (i < whole.length && (whole[i] as number) < x) i++;
    if (whole[i] !== x) return false;
  }
  return true;
}
