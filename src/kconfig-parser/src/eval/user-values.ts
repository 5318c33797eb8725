import type { KSymbol } from "../model/symbol.js";
import { NO, type Tri } from "../model/tri.js";

/** All that UserValues knows of one symbol. */
export interface UserRecord {
  readonly set: number;
  readonly tri: number;
  readonly needs: number;
  readonly turn: number;
  readonly text: string | null;
  readonly selection: KSymbol | null;
}

const NOTHING_SET: UserRecord = { set: 0, tri: NO, needs: 0, turn: 0, text: null, selection: null };

/** What was set or loaded, symbol by symbol. C: sym->def[S_DEF_USER] and the flags that go with it. */
export class UserValues {
  private readonly set: Uint8Array;
  private readonly tris: Uint8Array;
  private readonly needs: Uint8Array;
  /** When a member of a choice was last set: larger is later, 0 is never. */
  private readonly turns: Uint32Array;
  private lastTurn = 0;
  private readonly texts: (string | null)[];
  private readonly selections: (KSymbol | null)[];

  constructor(private readonly size: number) {
    this.set = new Uint8Array(size);
    this.tris = new Uint8Array(size);
    this.needs = new Uint8Array(size);
    this.turns = new Uint32Array(size);
    this.texts = new Array<string | null>(size).fill(null);
    this.selections = new Array<KSymbol | null>(size).fill(null);
  }

  /** C: SYMBOL_DEF_USER. */
  has(symbol: KSymbol): boolean {
    return this.set[symbol.id] === 1;
  }

  mark(symbol: KSymbol): void {
    this.set[symbol.id] = 1;
  }

  /** The value stays, but no longer counts as the user's. */
  forget(symbol: KSymbol): void {
    this.set[symbol.id] = 0;
  }

  tri(symbol: KSymbol): Tri {
    return this.tris[symbol.id] as Tri;
  }

  setTri(symbol: KSymbol, value: Tri): void {
    this.tris[symbol.id] = value;
  }

  text(symbol: KSymbol): string | null {
    return this.texts[symbol.id] ?? null;
  }

  setText(symbol: KSymbol, value: string): void {
    this.texts[symbol.id] = value;
  }

  /** The value that the user picked in a choice. */
  selection(choice: KSymbol): KSymbol | null {
    return this.selections[choice.id] ?? null;
  }

  select(choice: KSymbol, value: KSymbol): void {
    this.selections[choice.id] = value;
  }

  /** The member of a choice was set just now, to whatever value: it goes before those set earlier. */
  putFirst(member: KSymbol): void {
    this.turns[member.id] = ++this.lastTurn;
  }

  /** The members of a choice, the one that was set last first; those never set come last, as defined. */
  byPriority(members: readonly KSymbol[]): readonly KSymbol[] {
    if (members.every((m) => this.turns[m.id] === 0)) return members;
    return [...members].sort((a, b) => (this.turns[b.id] ?? 0) - (this.turns[a.id] ?? 0));
  }

  /** Empties everything; choices count as set until a line says otherwise. C: conf_read_simple(). */
  clear(choices: Iterable<KSymbol>): void {
    this.set.fill(0);
    this.tris.fill(NO);
    this.turns.fill(0);
    this.texts.fill(null);
    this.selections.fill(null);
    for (const choice of choices) this.mark(choice);
  }

  /** C: SYMBOL_NEED_SET_CHOICE_VALUES. */
  needsChoiceValues(symbol: KSymbol): boolean {
    return this.needs[symbol.id] === 1;
  }

  markNeedsChoiceValues(symbol: KSymbol): void {
    this.needs[symbol.id] = 1;
  }

  clearNeedsChoiceValues(symbol: KSymbol): void {
    this.needs[symbol.id] = 0;
  }

  /** Values of a choice that nobody set become n. C: set_all_choice_values(). */
  fillChoice(choice: KSymbol): void {
    for (const value of choice.choiceValues) if (!this.has(value)) this.setTri(value, NO);
    this.mark(choice);
    this.clearNeedsChoiceValues(choice);
  }

  /** As if nobody had ever set the symbol. */
  erase(symbol: KSymbol): void {
    this.put(symbol.id, NOTHING_SET);
  }

  /** All that is known of the symbol with this number, to be put back later. */
  record(id: number): UserRecord {
    return {
      set: this.set[id] ?? 0,
      tri: this.tris[id] ?? NO,
      needs: this.needs[id] ?? 0,
      turn: this.turns[id] ?? 0,
      text: this.texts[id] ?? null,
      selection: this.selections[id] ?? null,
    };
  }

  put(id: number, record: UserRecord): void {
    this.set[id] = record.set;
    this.tris[id] = record.tri;
    this.needs[id] = record.needs;
    this.turns[id] = record.turn;
    this.texts[id] = record.text;
    this.selections[id] = record.selection;
  }

  /** The numbers of the symbols of which `other`, of the same tree, says something else. */
  differences(other: UserValues): number[] {
    const found: number[] = [];
    for (let id = 0; id < this.size; id++)
      if (
        this.set[id] !== other.set[id] ||
        this.tris[id] !== other.tris[id] ||
        this.needs[id] !== other.needs[id] ||
        this.turns[id] !== other.turns[id] ||
        this.texts[id] !== other.texts[id] ||
        this.selections[id] !== other.selections[id]
      )
        found.push(id);
    return found;
  }

  /** A copy that changes on its own: for undo and what-if. */
  clone(): UserValues {
    const copy = new UserValues(this.size);
    copy.copyFrom(this);
    return copy;
  }

  /** Takes over all that `other`, of the same tree, says. */
  copyFrom(other: UserValues): void {
    this.set.set(other.set);
    this.tris.set(other.tris);
    this.needs.set(other.needs);
    this.turns.set(other.turns);
    this.lastTurn = other.lastTurn;
    for (let i = 0; i < this.size; i++) {
      this.texts[i] = other.texts[i] ?? null;
      this.selections[i] = other.selections[i] ?? null;
    }
  }
}
