import type { MenuNode } from "kconfig-parser";
import { bookmarkOf } from "../bookmarks.js";
import { toggleBookmark } from "../memory.js";
import type { Model, Step } from "../model.js";
import { activeId } from "../trees.js";

/** Sets a bookmark or forgets it, here and in the user's file of them. */
export function bookmark(model: Model, node: MenuNode): Step {
  const memory = toggleBookmark(model.memory, node);
  const isSet = memory.bookmarks.includes(node);
  const notice = isSet ? "Bookmarked." : "No bookmark any more.";
  return {
    model: { ...model, memory, look: { ...model.look, notice } },
    effects: [{ type: "keep-bookmark", id: activeId(model), bookmark: bookmarkOf(node), isSet }],
  };
}
