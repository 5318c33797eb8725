import type { Config, MenuNode } from "kconfig-parser";
import { History } from "./history.js";

/** What the menus remember of one tree, besides its values. */
export interface TreeMemory {
  readonly history: History;
  readonly bookmarks: readonly MenuNode[];
  /** Where one was, the last first; each place once. */
  readonly recent: readonly MenuNode[];
  /** What was wrong when the configuration was last read. */
  readonly problems: readonly string[];
  /** The file that the configuration was once made from, if that is known. */
  readonly defconfig: string | null;
}

const MOST_RECENT = 60;

export function initialMemory(
  config: Config,
  problems: readonly string[],
  defconfig: string | null,
): TreeMemory {
  return { history: new History(config), bookmarks: [], recent: [], problems, defconfig };
}

/** Notes that one was at a node. */
export function visited(memory: TreeMemory, node: MenuNode): TreeMemory {
  if (memory.recent[0] === node) return memory;
  const others = memory.recent.filter((each) => each !== node);
  return { ...memory, recent: [node, ...others].slice(0, MOST_RECENT) };
}

/** Sets a bookmark, or takes it away where there is one. */
export function toggleBookmark(memory: TreeMemory, node: MenuNode): TreeMemory {
  const { bookmarks } = memory;
  const kept = bookmarks.filter((each) => each !== node);
  return { ...memory, bookmarks: kept.length < bookmarks.length ? kept : [...bookmarks, node] };
}
