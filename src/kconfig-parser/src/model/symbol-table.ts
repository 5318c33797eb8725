import { KSymbol } from "./symbol.js";

/** All symbols of a tree, by name and by id. C: sym_lookup(), sym_find(). */
export class SymbolTable {
  readonly all: KSymbol[] = [];
  private readonly named = new Map<string, KSymbol>();
  private readonly constants = new Map<string, KSymbol>();
  private readonly namedChoices = new Map<string, KSymbol>();
  readonly yes: KSymbol;
  readonly mod: KSymbol;
  readonly no: KSymbol;

  /** `symbols` are those of a table that was made before, in its order: their ids are their places. */
  constructor(symbols: readonly KSymbol[] = []) {
    for (const symbol of symbols) {
      this.all.push(symbol);
      const { name } = symbol;
      if (name === null) continue;
      const names = symbol.isChoice ? this.namedChoices : symbol.isConst ? this.constants : this.named;
      names.set(name, symbol);
    }
    this.yes = this.constantTristate("y");
    this.mod = this.constantTristate("m");
    this.no = this.constantTristate("n");
  }
  /** The symbol without which no value is m (attribute `modules`); null: then every m counts as y. */
  modules: KSymbol | null = null;
  /** The symbol whose defaults name files that stand in for a configuration (`option defconfig_list`). */
  defconfigList: KSymbol | null = null;

  /** The symbol that a bare word names, made when it is new. `y`, `m` and `n` are constants. */
  lookup(name: string): KSymbol {
    const found = this.named.get(name);
    if (found !== undefined) return found;
    const tristate = this.tristate(name);
    if (tristate !== undefined) return tristate;
    const symbol = this.add(name, false, false);
    this.named.set(name, symbol);
    return symbol;
  }

  /** The constant that a quoted word names. */
  constant(text: string): KSymbol {
    const found = this.constants.get(text);
    if (found !== undefined) return found;
    const symbol = this.add(text, true, false);
    this.constants.set(text, symbol);
    return symbol;
  }

  /** A choice; the same one again when it has a name. */
  choice(name: string | null): KSymbol {
    const found = name === null ? undefined : this.namedChoices.get(name);
    if (found !== undefined) return found;
    const symbol = this.add(name, false, true);
    symbol.isAuto = true;
    if (name !== null) this.namedChoices.set(name, symbol);
    return symbol;
  }

  /** The symbol of that name if there is one. */
  find(name: string): KSymbol | undefined {
    return this.named.get(name) ?? this.tristate(name);
  }

  /**
   * Every symbol in the order in which the C tools walk their hash table: by bucket (FNV-1a), the newest first;
   * those without a name are in the first bucket. It decides the order of messages. C: for_all_symbols().
   * @param bucketCount the table's size in the dialect, C: SYMBOL_HASHSIZE
   */
  inHashOrder(bucketCount: number): readonly KSymbol[] {
    const newest: (KSymbol | undefined)[] = new Array<KSymbol | undefined>(bucketCount).fill(undefined);
    const older: (KSymbol | undefined)[] = [];
    for (const symbol of this.all) {
      const bucket = bucketOf(symbol.name, bucketCount);
      older.push(newest[bucket]);
      newest[bucket] = symbol;
    }
    const ordered: KSymbol[] = [];
    for (const first of newest)
      for (let symbol = first; symbol !== undefined; symbol = older[symbol.id]) ordered.push(symbol);
    return ordered;
  }

  private tristate(name: string): KSymbol | undefined {
    return name.length === 1 && "ymn".includes(name) ? this.constants.get(name) : undefined;
  }

  private constantTristate(name: string): KSymbol {
    const symbol = this.constant(name);
    symbol.type = "tristate";
    return symbol;
  }

  private add(name: string | null, isConst: boolean, isChoice: boolean): KSymbol {
    const symbol = new KSymbol(this.all.length, name, isConst, isChoice);
    this.all.push(symbol);
    return symbol;
  }
}

function bucketOf(name: string | null, bucketCount: number): number {
  if (name === null) return 0;
  let hash = 2166136261 | 0;
  for (let i = 0; i < name.length; i++)
    hash = Math.imul(hash ^ ((name.charCodeAt(i) << 24) >> 24), 0x01000193);
  return (hash >>> 0) % bucketCount;
}
