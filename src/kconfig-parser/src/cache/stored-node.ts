import type { Location } from "../diagnostics.js";
import type { Expr } from "../model/expr.js";
import { type HelpText, helpText } from "../model/help.js";
import type { MenuNode, NodeKind } from "../model/menu.js";
import type { KSymbol, Prompt } from "../model/symbol.js";

/** What is read of an entry when something of it is first asked for. */
export interface NodeBody {
  readonly children: MenuNode[];
  readonly promptProperty: Prompt | null;
  readonly dep: Expr | null;
  readonly visibility: Expr | null;
  readonly isMenuConfig: boolean;
  /** The number of its help, 0 for none, and the columns that are cut from each line. */
  readonly help: number;
  readonly indentation: number;
}

/** Where an entry of a stored tree gets what belongs to it. */
export interface NodeSource {
  node(number: number): MenuNode;
  nodeBody(at: number, symbol: KSymbol | null): NodeBody;
  helpSource(number: number): string;
}

/** An entry of a finished tree, out of an image: what belongs to it is read when it is asked for, and cannot be set. */
export class StoredNode implements MenuNode {
  private body: NodeBody | null = null;

  constructor(
    readonly id: number,
    readonly kind: NodeKind,
    readonly symbol: KSymbol | null,
    readonly location: Location,
    /** The number of the entry it is in; -1 for the outermost. */
    private readonly above: number,
    /** Where its body is. */
    private readonly at: number,
    private readonly source: NodeSource,
  ) {}

  get parent(): MenuNode | null {
    return this.above < 0 ? null : this.source.node(this.above);
  }

  get children(): MenuNode[] {
    return (this.body ?? this.read()).children;
  }

  get promptProperty(): Prompt | null {
    return (this.body ?? this.read()).promptProperty;
  }

  get dep(): Expr | null {
    return (this.body ?? this.read()).dep;
  }

  get visibility(): Expr | null {
    return (this.body ?? this.read()).visibility;
  }

  get isMenuConfig(): boolean {
    return (this.body ?? this.read()).isMenuConfig;
  }

  get helpProperty(): HelpText | null {
    const { help, indentation } = this.body ?? this.read();
    if (help === 0) return null;
    const source = this.source.helpSource(help);
    return { source, start: 0, end: source.length, indentation };
  }

  get prompt(): string | null {
    return this.promptProperty?.text ?? null;
  }

  get help(): string | null {
    const { helpProperty } = this;
    return helpProperty && helpText(helpProperty);
  }

  private read(): NodeBody {
    this.body = this.source.nodeBody(this.at, this.symbol);
    return this.body;
  }
}
