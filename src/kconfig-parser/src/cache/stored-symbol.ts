import type { Expr } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { Default, KSymbol, Prompt, Range, Reverse, SymbolType } from "../model/symbol.js";

/** What is read of a symbol when something of it is first asked for. */
export interface SymbolBody {
  readonly choice: KSymbol | null;
  readonly choiceValues: KSymbol[];
  readonly env: string | null;
  readonly nodes: MenuNode[];
  readonly prompts: Prompt[];
  readonly defaults: Default[];
  readonly selects: Reverse[];
  readonly implies: Reverse[];
  readonly ranges: Range[];
  readonly dirDep: Expr | null;
  readonly revDep: Expr | null;
  readonly implied: Expr | null;
}

/**
 * A symbol of a finished tree, out of an image. Most symbols of a large tree are never looked at in a run: what belongs
 * to one is read when it is. Nothing of it can be set.
 */
export class StoredSymbol implements KSymbol {
  readonly isConst: boolean;
  readonly isChoice: boolean;
  readonly isOptional: boolean;
  readonly isAuto: boolean;
  readonly isAllNoConfigY: boolean;
  readonly isTransitional: boolean;
  private body: SymbolBody | null = null;

  constructor(
    readonly id: number,
    readonly name: string | null,
    readonly type: SymbolType,
    /** Its booleans: symbolFlags. */
    bits: number,
    /** Where its body is. */
    private readonly at: number,
    private readonly source: { symbolBody(at: number): SymbolBody },
  ) {
    this.isConst = (bits & 1) !== 0;
    this.isChoice = (bits & 2) !== 0;
    this.isOptional = (bits & 4) !== 0;
    this.isAuto = (bits & 8) !== 0;
    this.isAllNoConfigY = (bits & 16) !== 0;
    this.isTransitional = (bits & 32) !== 0;
  }

  get choice(): KSymbol | null {
    return (this.body ?? this.read()).choice;
  }

  get choiceValues(): KSymbol[] {
    return (this.body ?? this.read()).choiceValues;
  }

  get env(): string | null {
    return (this.body ?? this.read()).env;
  }

  get nodes(): MenuNode[] {
    return (this.body ?? this.read()).nodes;
  }

  get prompts(): Prompt[] {
    return (this.body ?? this.read()).prompts;
  }

  get defaults(): Default[] {
    return (this.body ?? this.read()).defaults;
  }

  get selects(): Reverse[] {
    return (this.body ?? this.read()).selects;
  }

  get implies(): Reverse[] {
    return (this.body ?? this.read()).implies;
  }

  get ranges(): Range[] {
    return (this.body ?? this.read()).ranges;
  }

  get dirDep(): Expr | null {
    return (this.body ?? this.read()).dirDep;
  }

  get revDep(): Expr | null {
    return (this.body ?? this.read()).revDep;
  }

  get implied(): Expr | null {
    return (this.body ?? this.read()).implied;
  }

  get isChoiceValue(): boolean {
    return this.choice !== null;
  }

  private read(): SymbolBody {
    this.body = this.source.symbolBody(this.at);
    return this.body;
  }
}
