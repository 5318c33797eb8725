import type { Config, KSymbol, MenuNode, Tri } from "kconfig-parser";
import type { Cost } from "./cost.js";
import type { KeepOffer } from "./files.js";
import type { Key, Mouse } from "./keys.js";
import type { KnowsEffect, KnowsReply } from "./knows.js";
import { LIST_START, type ListPosition } from "./list.js";
import type { Look } from "./look.js";
import type { TreeMemory } from "./memory.js";
import type { MergeReport } from "./merge.js";
import type { PageScreen } from "./page.js";
import type { SlowEffect, SlowReply } from "./slow.js";
import type { Sources } from "./sources.js";
import { cells, wrap } from "./text.js";

/** Cells of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What mconf needs, and so do we: below this the frame, the hint and the buttons have no room. */
export const MINIMUM_SIZE: Size = { columns: 80, rows: 19 };

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

/** What is kept of each tree while another is on the screen: its values, its file, and where one was in it. */
export interface TreeState {
  /** The values themselves; only effects change them. */
  readonly config: Config;
  /** Show rows whose dependencies hide them, too. */
  readonly showAll: boolean;
  /** The file that Save writes. */
  readonly path: string;
  /** Another file was loaded over the configuration: there is something to save though no value was edited. */
  readonly loadedOther: boolean;
  /** What is open; the last is on top. Never empty, and the first is the main menu. */
  readonly screens: readonly Screen[];
  readonly memory: TreeMemory;
}

/** What a tree of the program is called: a short name for messages between us and the world, and one for people. */
export interface TreeName {
  readonly id: string;
  readonly title: string;
}

/** One of the trees of the program. The state of the one on the screen is the model itself, and nowhere else. */
export type TreeSlot = TreeName &
  (
    | { readonly is: "active" }
    | { readonly is: "parked"; readonly state: TreeState }
    | { readonly is: "closed" }
    /** `lines`: the last things that were said of it. */
    | { readonly is: "opening"; readonly lines: readonly string[] }
  );

/** The whole state of the menus: that of the tree on the screen, and the other trees beside it. */
export interface Model extends TreeState {
  /** The last key was a lone ESC that closed something: a second one belongs to it. */
  readonly escaped?: boolean;
  readonly size: Size;
  readonly look: Look;
  /** In the order in which the key goes through them; exactly one is active. */
  readonly trees: readonly TreeSlot[];
  /** What the next build will do, as far as it is known; null where nobody can tell. */
  readonly cost: Cost | null;
  /** Options that name a branch of a repository, and what the repositories say of them. */
  readonly sources: Sources;
}

export type Edit =
  | { readonly kind: "tri"; readonly symbol: KSymbol; readonly value: Tri }
  | { readonly kind: "yes"; readonly symbol: KSymbol }
  | { readonly kind: "toggle"; readonly symbol: KSymbol }
  | { readonly kind: "string"; readonly symbol: KSymbol; readonly text: string };

/** How the menus end; `saved` is what the last word on the screen says. */
export type Outcome = "unchanged" | "saved" | "discarded";

export type Effect =
  | { readonly type: "edit"; readonly edit: Edit }
  | {
      readonly type: "save";
      readonly tree: string;
      readonly path: string;
      readonly force: boolean;
      readonly leave: boolean;
    }
  /** Writes what was saved to where the next build starts from. */
  | {
      readonly type: "keep-saved";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly also: string;
    }
  | { readonly type: "merge"; readonly tree: string; readonly path: string; readonly leave: boolean }
  | { readonly type: "load"; readonly path: string }
  | { readonly type: "search"; readonly pattern: string }
  | { readonly type: "suspend" }
  | { readonly type: "quit"; readonly outcome: Outcome }
  | KnowsEffect
  | SlowEffect;

export type Message =
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "mouse"; readonly mouse: Mouse }
  | { readonly type: "resize"; readonly size: Size }
  | { readonly type: "only-module" }
  | {
      readonly type: "saved";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly also: string;
      readonly offer: KeepOffer | null;
    }
  | {
      readonly type: "kept-saved";
      readonly tree: string;
      readonly leave: boolean;
      readonly also: string;
      /** What was written, or why not. */
      readonly text: string;
    }
  | {
      readonly type: "save-failed";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly why: string;
    }
  | {
      readonly type: "save-conflict";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly conflict: "changed" | "exists";
      /** What the file says and what would be written over it, as lines of a diff. */
      readonly diff: readonly string[];
    }
  | {
      readonly type: "merged";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly merge: MergeReport;
    }
  | { readonly type: "merge-failed"; readonly path: string; readonly why: string }
  | { readonly type: "loaded"; readonly path: string; readonly warnings: readonly string[] }
  | { readonly type: "load-failed"; readonly path: string; readonly why: string }
  | { readonly type: "found"; readonly pattern: string; readonly symbols: readonly KSymbol[] }
  | { readonly type: "bad-pattern"; readonly pattern: string; readonly why: string }
  | KnowsReply
  | SlowReply;

export interface Step {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

export function menuScreen(page: MenuNode, node: MenuNode | null = null): MenuScreen {
  return { kind: "menu", page, node, position: LIST_START, button: 0 };
}

export function textScreen(title: string, lines: readonly string[], jumps: readonly Jump[] = []): TextScreen {
  return { kind: "text", title, lines, top: 0, left: 0, jumps, small: false };
}

/** A short message that any key for leaving closes. */
export function noteScreen(title: string, text: string): TextScreen {
  return { ...textScreen(title, text.split("\n")), small: true };
}

/** A note whose lines are broken so that all of them can be read; a page when they are many. */
export function wrappedNote(model: Model, title: string, text: string): TextScreen {
  const lines = wrap(text, model.size.columns - 12).map(cells);
  return { ...textScreen(title, lines), small: lines.length <= model.size.rows - 9 };
}

export function topScreen(model: Model): Screen {
  const screen = model.screens.at(-1);
  if (screen === undefined) throw new Error("menuconfig: no screen is open: this is a bug, please report it");
  return screen;
}

export function push(model: Model, screen: Screen): Model {
  return { ...model, screens: [...model.screens, screen] };
}

export function pop(model: Model): Model {
  return { ...model, screens: model.screens.slice(0, -1) };
}

export function replaceTop(model: Model, screen: Screen): Model {
  return { ...model, screens: [...model.screens.slice(0, -1), screen] };
}

/** Is there anything that leaving would lose, in any tree? */
export function hasUnsaved(model: Model): boolean {
  return isUnsaved(model) || model.trees.some((slot) => slot.is === "parked" && isUnsaved(slot.state));
}

/** Is there anything in this tree that leaving would lose? */
export function isUnsaved(tree: TreeState): boolean {
  return tree.loadedOther || tree.config.modified;
}
