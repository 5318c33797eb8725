import type { Config, MenuNode } from "kconfig-parser";
import { type Bookmark, bookmarkedNode } from "./bookmarks.js";
import { History } from "./history.js";
import type { ListPosition } from "./list.js";

/** What the menus remember of one tree, besides its values. */
export interface TreeMemory {
  readonly history: History;
  readonly bookmarks: readonly MenuNode[];
  /** Where one was, the last first; each place once. */
  readonly recent: readonly MenuNode[];
  /** Where the cursor stood in menus that were left. */
  readonly places: ReadonlyMap<MenuNode, Place>;
  /** What was wrong when the configuration was last read. */
  readonly problems: readonly string[];
  /** The file that the configuration was once made from, if that is known. */
  readonly defconfig: string | null;
  /** Whether what is saved goes to where the next build starts from, too; null: that was not asked yet. */
  readonly keeps: boolean | null;
}

/** A row of a menu, and how far the menu was scrolled. */
export interface Place {
  readonly node: MenuNode | null;
  readonly position: ListPosition;
}

const MOST_RECENT = 60;

export function initialMemory(
  config: Config,
  problems: readonly string[],
  defconfig: string | null,
  bookmarks: readonly Bookmark[],
): TreeMemory {
  return {
    history: new History(config),
    bookmarks: bookmarks.flatMap((each) => bookmarkedNode(config.tree, each) ?? []),
    recent: [],
    places: new Map(),
    problems,
    defconfig,
    keeps: null,
  };
}

/** Notes that one was at a node. */
export function visited(memory: TreeMemory, node: MenuNode): TreeMemory {
  if (memory.recent[0] === node) return memory;
  const others = memory.recent.filter((each) => each !== node);
  return { ...memory, recent: [node, ...others].slice(0, MOST_RECENT) };
}

/** Notes where the cursor stands in a menu that is left. */
export function leftAt(memory: TreeMemory, page: MenuNode, place: Place): TreeMemory {
  return { ...memory, places: new Map(memory.places).set(page, place) };
}

/** Sets a bookmark, or takes it away where there is one. */
export function toggleBookmark(memory: TreeMemory, node: MenuNode): TreeMemory {
  const { bookmarks } = memory;
  const kept = bookmarks.filter((each) => each !== node);
  return { ...memory, bookmarks: kept.length < bookmarks.length ? kept : [...bookmarks, node] };
}
