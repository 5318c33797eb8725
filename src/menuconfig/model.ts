import type { Config, MenuNode } from "kconfig-parser";
import type { Cost } from "./cost.js";
import { LIST_START } from "./list.js";
import type { Look } from "./look.js";
import type { TreeMemory } from "./memory.js";
import type { Effect } from "./messages.js";
import type { Jump, MenuScreen, Screen, TextScreen } from "./screens.js";
import type { Sources } from "./sources.js";
import { cells, wrap } from "./text.js";

/** Cells of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What mconf needs, and so do we: below this the frame, the hint and the buttons have no room. */
export const MINIMUM_SIZE: Size = { columns: 80, rows: 19 };

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
