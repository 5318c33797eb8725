import type { Diagnostic } from "../diagnostics.js";
import type { Dialect } from "../dialect.js";
import type { Host } from "../host.js";
import type { MenuNode } from "./menu.js";
import type { KSymbol } from "./symbol.js";
import type { SymbolTable } from "./symbol-table.js";

/** What came along with a tree. */
export interface Reading {
  /** Lines that `$(info,…)` has for standard output. */
  readonly output: readonly string[];
  /** Every file read, in the order of reading. */
  readonly files: readonly string[];
  /** The environment variables that macros used and that were set, with their values, in the order of first use. */
  readonly environment: ReadonlyMap<string, string>;
}

const nothingRead: Reading = { output: [], files: [], environment: new Map() };

/** A Kconfig tree, read and finalized. It holds no values: those are in a Config beside it. */
export class KconfigTree {
  private defined: readonly KSymbol[] | null = null;
  private inHashOrder: readonly KSymbol[] | null = null;

  constructor(
    readonly dialect: Dialect,
    readonly root: MenuNode,
    readonly table: SymbolTable,
    readonly host: Host,
    /** What the C tools warn about while reading, in their order. */
    readonly warnings: readonly Diagnostic[],
    /** What reading it did and used besides. */
    readonly reading: Reading = nothingRead,
    /** When it is known already: hashing ten thousand names is a tenth of the work of an evaluation. */
    private readonly hashOrder?: () => readonly KSymbol[],
  ) {}

  /** The symbols that some file defines, in the order of first mention. */
  get symbols(): readonly KSymbol[] {
    this.defined ??= this.table.all.filter((s) => s.nodes.length > 0);
    return this.defined;
  }

  /** The main menu's title. */
  get title(): string {
    return this.root.prompt ?? "";
  }

  /** Every symbol, constants too, in the order in which C walks its table: that of messages and header files. */
  symbolsInHashOrder(): readonly KSymbol[] {
    this.inHashOrder ??= this.hashOrder?.() ?? this.table.inHashOrder(this.dialect.values.symbolBuckets);
    return this.inHashOrder;
  }

  /** The symbol of that name (without prefix), undefined when no file mentions it. */
  symbol(name: string): KSymbol | undefined {
    return this.table.find(name);
  }

  /** The choice that a symbol is a value of. */
  choiceOf(symbol: KSymbol): KSymbol | null {
    return symbol.choice;
  }
}
