import type { KSymbol, MenuNode } from "kconfig-parser";
import type { Solution, SolveReport } from "kconfig-parser/solve";
import type { Command } from "./commands.js";
import type { Difference } from "./compare.js";
import type { Span } from "./frame.js";
import type { ListPosition } from "./list.js";
import { LIST_START } from "./list.js";
import type { Found } from "./search/rank.js";

/** With what a configuration is compared. */
export type Against = "saved" | "loaded" | "defconfig";

/** What is put back: one option or all of a menu, to the defaults or to what the saved file has. */
export interface Reset {
  readonly symbols: readonly KSymbol[];
  readonly to: "default" | "saved";
  /** In words, for the list of what can be undone. */
  readonly label: string;
}

/** What a page is about. Each kind has a file of its own in pages/. */
export type Page =
  | { readonly of: "why"; readonly symbol: KSymbol }
  | { readonly of: "why-shown"; readonly node: MenuNode }
  | { readonly of: "fix"; readonly report: SolveReport; readonly symbol: KSymbol }
  | {
      readonly of: "diff";
      readonly against: Against;
      /** What was read for it: its name, and what it says; null for what the history remembers. */
      readonly other: { readonly name: string; readonly text: string | null } | null;
    }
  | { readonly of: "bookmarks" }
  | { readonly of: "recent" }
  | { readonly of: "problems" }
  | { readonly of: "reset"; readonly node: MenuNode }
  | { readonly of: "commands"; readonly at: MenuNode | null }
  | { readonly of: "search"; readonly found: readonly Found[]; readonly note: string };

/** What Enter does on a row of a page. */
export type Target =
  | { readonly to: "node"; readonly node: MenuNode }
  | { readonly to: "symbol"; readonly symbol: KSymbol }
  | { readonly to: "command"; readonly command: Command }
  | { readonly to: "apply"; readonly solution: Solution }
  | { readonly to: "reset"; readonly reset: Reset }
  | { readonly to: "difference"; readonly difference: Difference };

export interface PageRow {
  readonly spans: readonly Span[];
  readonly target: Target | null;
  /** Opens the row wherever the cursor is, while it is on the screen. */
  readonly digit?: string;
}

/** Rows are made when they are drawn: there may be thousands. */
export interface PageRows {
  readonly count: number;
  at(index: number): PageRow;
}

/** The line of text above a page's list. */
export interface Field {
  readonly text: string;
  /** Position in `text`, in UTF-16 units. */
  readonly cursor: number;
}

export interface PageScreen {
  readonly kind: "page";
  readonly page: Page;
  readonly field: Field | null;
  /** The keys go to the list and the buttons, not into the field. */
  readonly inList: boolean;
  readonly position: ListPosition;
  readonly button: number;
}

export function pageScreen(page: Page): PageScreen {
  return { kind: "page", page, field: null, inList: true, position: LIST_START, button: 0 };
}

/** A page whose list follows what is typed above it. */
export function fieldScreen(page: Page): PageScreen {
  return { ...pageScreen(page), field: { text: "", cursor: 0 }, inList: false };
}

export function rowsOf(rows: readonly PageRow[]): PageRows {
  const nothing: PageRow = { spans: [], target: null };
  return { count: rows.length, at: (index) => rows[index] ?? nothing };
}

export const span = (text: string, role: Span["role"] = "item"): Span => ({ text, role });

export function row(text: string, target: Target | null = null): PageRow {
  return { spans: [span(text)], target };
}
