import type { KSymbol, MenuNode } from "kconfig-parser";
import type { ListPosition } from "./list.js";
import type { PageScreen } from "./page.js";

export interface MenuScreen {
  readonly kind: "menu";
  readonly page: MenuNode;
  /** Shows what cannot be set as well, whatever is shown elsewhere: one came here for such a row. */
  readonly all?: boolean;
  /** The row under the cursor; kept by node, because rows come and go above it as values change. */
  readonly node: MenuNode | null;
  readonly position: ListPosition;
  readonly button: number;
}

export interface ChoiceScreen {
  readonly kind: "choice";
  readonly choice: MenuNode;
  readonly position: ListPosition;
  readonly button: number;
}

/** What is done with the text of an input box. */
export type InputPurpose =
  | { readonly for: "value"; readonly symbol: KSymbol; readonly node: MenuNode }
  | { readonly for: "wanted"; readonly symbol: KSymbol; readonly node: MenuNode }
  | { readonly for: "save"; readonly tree: string; readonly leave: boolean }
  | { readonly for: "load" };

export interface InputScreen {
  readonly kind: "input";
  readonly purpose: InputPurpose;
  readonly title: string;
  readonly hint: string;
  readonly text: string;
  /** Position in `text`, in UTF-16 units. */
  readonly cursor: number;
  /** -1: the field; else the number of a button. */
  readonly focus: number;
}

/** A place in a list of search results that a digit opens. */
export interface Jump {
  readonly line: number;
  readonly digit: string;
  readonly node: MenuNode;
}

export interface TextScreen {
  readonly kind: "text";
  readonly title: string;
  readonly lines: readonly string[];
  readonly top: number;
  readonly left: number;
  readonly jumps: readonly Jump[];
  /** A short message in a box of its own size, not a page. */
  readonly small: boolean;
  /** What it tells of, where it is to follow what becomes known later. */
  readonly about?: "cost" | "saved";
  /** The entry whose help it is. */
  readonly node?: MenuNode;
}

export type QuestionPurpose =
  | { readonly ask: "leave" }
  | {
      readonly ask: "overwrite";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      /** What saving would change in the file. */
      readonly diff: readonly string[];
    }
  | { readonly ask: "open-tree"; readonly id: string }
  | { readonly ask: "keep-changes"; readonly id: string }
  | { readonly ask: "solving"; readonly symbol: KSymbol; readonly value: string }
  | { readonly ask: "keep-saved"; readonly tree: string; readonly leave: boolean; readonly also: string };

export interface QuestionScreen {
  readonly kind: "question";
  readonly purpose: QuestionPurpose;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly button: number;
}

/** A tree is being opened: what is done for it, line by line. */
export interface WaitScreen {
  readonly kind: "wait";
  readonly id: string;
  readonly button: number;
}

export type Screen =
  | MenuScreen
  | ChoiceScreen
  | InputScreen
  | TextScreen
  | QuestionScreen
  | WaitScreen
  | PageScreen;
