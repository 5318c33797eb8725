import type { Cost } from "./cost.js";
import { type Look, PLAIN_LOOK } from "./look.js";
import { initialMemory } from "./memory.js";
import { type Model, menuScreen, type Size, type TreeName, type TreeSlot, type TreeState } from "./model.js";
import { pageScreen } from "./page.js";
import type { Screen } from "./screens.js";
import { pageOf } from "./shown-page.js";
import type { OpenedTree } from "./slow.js";
import { NO_SOURCES, type Sources } from "./sources.js";
import { BEGINS_BELOW } from "./words.js";

/** The state at the start: the main menu, and above it the warnings of the file that was read, if any. */
export function initialModel(
  options: OpenedTree & {
    size: Size;
    /** All trees, in the order in which the key goes through them, and which of them this one is. */
    names?: readonly TreeName[];
    id?: string;
    sources?: Sources;
    /** Somebody can tell what the next build will do. */
    tellsCost?: boolean;
    look?: Look;
  },
): Model {
  const {
    names = [{ id: "tree", title: "" }],
    sources = NO_SOURCES,
    tellsCost = false,
    look = PLAIN_LOOK,
  } = options;
  const { id = names[0]?.id } = options;
  const trees = names.map((name): TreeSlot => ({ ...name, is: name.id === id ? "active" : "closed" }));
  const cost: Cost | null = tellsCost ? { is: "stale" } : null;
  const model = { ...initialTree(options), size: options.size, look, trees, cost, sources };
  return withFirstNotice(model);
}

/** Where the main menu is, for who begins elsewhere. */
export function withFirstNotice(model: Model): Model {
  const { screens, look } = model;
  return screens[1]?.kind === "menu" ? { ...model, look: { ...look, notice: BEGINS_BELOW } } : model;
}

/** A tree as it is when it has just been opened. */
export function initialTree(opened: OpenedTree): TreeState {
  const { config, path, warnings = [], defconfig = null, firstOption, bookmarks = [] } = opened;
  const screens: Screen[] = [menuScreen(config.tree.root)];
  const first = firstOption ? config.tree.symbol(firstOption)?.nodes[0] : undefined;
  // The main menu stays below it, at its first row.
  if (first !== undefined) screens.push(menuScreen(pageOf(first), first));
  if (warnings.length > 0) screens.push(pageScreen({ of: "problems" }));
  const memory = initialMemory(config, warnings, defconfig, bookmarks);
  return { config, showAll: false, path, loadedOther: false, screens, memory };
}
