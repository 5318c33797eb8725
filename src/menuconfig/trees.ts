import type { Model, TreeSlot, TreeState } from "./model.js";

/** The number of the tree on the screen. */
export function activeIndex(model: Model): number {
  const index = model.trees.findIndex((slot) => slot.is === "active");
  if (index < 0) throw new Error("menuconfig: no tree is active: this is a bug, please report it");
  return index;
}

/** What the tree on the screen is called in effects and messages. */
export function activeId(model: Model): string {
  return model.trees[activeIndex(model)]?.id ?? "";
}

/** What is of the whole program and not of one tree: every field of Model that is not one of TreeState. */
type Shared = "size" | "look" | "trees" | "cost" | "sources" | "escaped";
/** Fails to compile when a field of Model is in neither: name it in Shared, and take it out in activeState(). */
const everyFieldHasAnOwner: Exclude<keyof Model, keyof TreeState | Shared> extends never ? true : never =
  true;

/** The part of the model that belongs to the tree on the screen. */
function activeState(model: Model): TreeState {
  void everyFieldHasAnOwner;
  const {
    escaped: _escaped,
    size: _size,
    look: _look,
    trees: _trees,
    cost: _cost,
    sources: _sources,
    ...state
  } = model;
  return state;
}

/** Brings a tree to the screen; the one that was there is kept as it is. Nothing changes when it is there already. */
export function showTree(model: Model, index: number, state: TreeState): Model {
  const from = activeIndex(model);
  if (from === index) return { ...model, ...state };
  const parked = activeState(model);
  const trees = model.trees.map((slot, i): TreeSlot => {
    const { id, title } = slot;
    if (i === from) return { id, title, is: "parked", state: parked };
    return i === index ? { id, title, is: "active" } : slot;
  });
  return { ...model, ...state, trees };
}

/** Changes how far a tree is that is not on the screen. */
export function withSlot(model: Model, id: string, change: (slot: TreeSlot) => TreeSlot): Model {
  return { ...model, trees: model.trees.map((slot) => (slot.id === id ? change(slot) : slot)) };
}

/** The state of a tree, wherever it is kept; null when it is not open. */
export function treeState(model: Model, id: string): TreeState | null {
  const slot = model.trees.find((each) => each.id === id);
  if (slot?.is === "active") return activeState(model);
  return slot?.is === "parked" ? slot.state : null;
}

/** Changes the state of an open tree, wherever it is kept. */
export function changeTree(model: Model, id: string, change: (state: TreeState) => TreeState): Model {
  const slot = model.trees.find((each) => each.id === id);
  if (slot?.is === "active") return { ...model, ...change(activeState(model)) };
  if (slot?.is !== "parked") return model;
  return withSlot(model, id, () => ({ ...slot, state: change(slot.state) }));
}

/** All trees that are open, in their order. */
export function openTrees(model: Model): { readonly id: string; readonly state: TreeState }[] {
  return model.trees.flatMap(({ id }) => {
    const state = treeState(model, id);
    return state === null ? [] : [{ id, state }];
  });
}
