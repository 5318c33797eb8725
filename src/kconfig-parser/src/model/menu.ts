import type { Location } from "../diagnostics.js";
import type { Expr } from "./expr.js";
import { type HelpText, helpText } from "./help.js";
import type { KSymbol, Prompt } from "./symbol.js";

export type NodeKind = "mainmenu" | "menu" | "comment" | "symbol" | "choice" | "if";

/** One entry of the menu tree. A symbol has as many nodes as definitions. */
export class MenuNode {
  parent: MenuNode | null = null;
  children: MenuNode[] = [];
  promptProperty: Prompt | null = null;
  /** `depends on` of this entry; after finalizing also those of what surrounds it. */
  dep: Expr | null = null;
  /** `visible if`, menus only. */
  visibility: Expr | null = null;
  helpProperty: HelpText | null = null;
  isMenuConfig = false;

  constructor(
    readonly id: number,
    readonly kind: NodeKind,
    readonly symbol: KSymbol | null,
    readonly location: Location,
  ) {}

  /** The text shown, null for an entry without a prompt. */
  get prompt(): string | null {
    return this.promptProperty?.text ?? null;
  }

  /** The help text, lines without their common indentation; null when there is none. */
  get help(): string | null {
    return this.helpProperty && helpText(this.helpProperty);
  }
}
