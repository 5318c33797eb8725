import { initialTree, withFirstNotice } from "../initial.js";
import type { Message } from "../messages.js";
import {
  type Model,
  noteScreen,
  pop,
  push,
  type Step,
  type TreeSlot,
  topScreen,
  wrappedNote,
} from "../model.js";
import type { Screen } from "../screens.js";
import { cellsOfLines } from "../text.js";
import { activeId, activeIndex, changeTree, showTree, withSlot } from "../trees.js";

/** Lines of progress that are kept. */
const KEPT_LINES = 200;

/** Goes to the next tree, or the one before (`step` -1); opens it when it is not open yet. */
export function switchTree(model: Model, step: 1 | -1): Step {
  if (model.trees.length < 2) {
    const text = "There is but one tree here: nothing to go to.";
    return { model: push(model, noteScreen("One tree", text)), effects: [] };
  }
  const top = topScreen(model);
  // From the page that waits for a tree the key goes on from that tree.
  const from = top.kind === "wait" ? model.trees.findIndex((slot) => slot.id === top.id) : activeIndex(model);
  const index = (from + step + model.trees.length) % model.trees.length;
  return goToTree(top.kind === "wait" ? pop(model) : model, index);
}

/** Brings a tree to the screen; opens it, and waits for it, where that is yet to be done. */
export function goToTree(model: Model, index: number): Step {
  const slot = model.trees[index];
  switch (slot?.is) {
    case undefined:
    case "active":
      return { model, effects: [] };
    case "parked":
      return { model: showTree(model, index, slot.state), effects: [] };
    case "opening":
      return { model: push(model, waitScreen(slot.id)), effects: [] };
    case "closed":
      return openTree(model, slot.id, false);
  }
}

/** Has a tree opened, and waits on a page that can be left. */
export function openTree(model: Model, id: string, agreed: boolean): Step {
  const index = model.trees.findIndex((slot) => slot.id === id);
  // Asked for long ago, and opened since.
  if (model.trees[index]?.is !== "closed") return goToTree(model, index);
  const opening = withSlot(model, id, ({ id, title }) => ({ id, title, is: "opening", lines: [] }));
  return { model: push(opening, waitScreen(id)), effects: [{ type: "open-tree", id, agreed }] };
}

export function stopOpening(model: Model, id: string): Step {
  return { model: closed(model, id), effects: [{ type: "stop-opening", id }] };
}

export function treeProgress(model: Model, id: string, lines: readonly string[]): Step {
  const add = (slot: TreeSlot): TreeSlot =>
    slot.is === "opening" ? { ...slot, lines: [...slot.lines, ...lines].slice(-KEPT_LINES) } : slot;
  return { model: withSlot(model, id, add), effects: [] };
}

/** It would take long: the user is asked, if he still waits for it. */
export function treeAsks(model: Model, id: string, question: string): Step {
  if (model.trees.find((slot) => slot.id === id)?.is !== "opening") return { model, effects: [] };
  const waited = isWaitedFor(model, id);
  const without = closed(model, id);
  if (!waited) return { model: without, effects: [] };
  const screen: Screen = {
    kind: "question",
    purpose: { ask: "open-tree", id },
    text: cellsOfLines(question),
    buttons: ["Go on", "Cancel"],
    button: 0,
  };
  return { model: push(without, screen), effects: [] };
}

/** The tree comes to the screen if it is still waited for; else it is there for the next time. */
export function treeOpened(model: Model, reply: Extract<Message, { type: "tree-opened" }>): Step {
  const index = model.trees.findIndex((slot) => slot.id === reply.id);
  if (model.trees[index]?.is !== "opening") return { model, effects: [] };
  const waited = isWaitedFor(model, reply.id);
  const state = initialTree(reply);
  const there = withSlot(withoutWaiting(model, reply.id), reply.id, ({ id, title }) => ({
    id,
    title,
    is: "parked",
    state,
  }));
  return { model: waited ? withFirstNotice(showTree(there, index, state)) : there, effects: [] };
}

export function treeFailed(model: Model, id: string, why: string): Step {
  const slot = model.trees.find((each) => each.id === id);
  if (slot?.is !== "opening") return { model, effects: [] };
  const note = wrappedNote(model, `${slot.title}: not opened`, why);
  return { model: push(closed(model, id), note), effects: [] };
}

function waitScreen(id: string): Screen {
  return { kind: "wait", id, button: 0 };
}

function isWaitedFor(model: Model, id: string): boolean {
  const top = topScreen(model);
  return top.kind === "wait" && top.id === id;
}

function closed(model: Model, id: string): Model {
  return withSlot(withoutWaiting(model, id), id, (slot) =>
    slot.is === "opening" ? { id: slot.id, title: slot.title, is: "closed" } : slot,
  );
}

/** No page waits for it any more, in no tree. */
function withoutWaiting(model: Model, id: string): Model {
  const rest = (screens: readonly Screen[]) =>
    screens.filter((screen) => screen.kind !== "wait" || screen.id !== id);
  const ids = [activeId(model), ...model.trees.map((slot) => slot.id)];
  return ids.reduce(
    (all, each) => changeTree(all, each, (state) => ({ ...state, screens: rest(state.screens) })),
    model,
  );
}
