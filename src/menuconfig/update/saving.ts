import type { Effect, Message } from "../messages.js";
import { isUnsaved, type Model, push, replaceTop, type Step, topScreen, wrappedNote } from "../model.js";
import { cells } from "../text.js";
import { activeId, treeState } from "../trees.js";
import { savedText } from "../words.js";
import { inputForSave } from "./input.js";

export function saveEffect(tree: string, path: string, leave: boolean, force = false): Effect {
  return { type: "save", tree, path, force, leave };
}

/** Saves all trees that have something to save, one after the other; after the last one leaves, where asked to. */
export function saveAll(model: Model, leave: boolean): Step {
  const ids = [activeId(model), ...model.trees.map((slot) => slot.id)];
  for (const id of ids) {
    const state = treeState(model, id);
    if (state !== null && isUnsaved(state)) return { model, effects: [saveEffect(id, state.path, leave)] };
  }
  return { model, effects: leave ? [{ type: "quit", outcome: "saved" }] : [] };
}

/** One tree is done with: what is still to be saved, and what there is to tell of this one. */
export function goOnSaving(model: Model, tree: string, leave: boolean, also: string): Step {
  const next = saveAll(model, leave);
  if (leave) return next;
  const text = [savedText(treeState(model, tree)?.path ?? ""), also].filter(Boolean).join("\n");
  return { model: withSavedNote(next.model, text), effects: next.effects };
}

/** As mconf says after its Save; of several files one note. */
function withSavedNote(model: Model, text: string): Model {
  const top = topScreen(model);
  const goesOn = top.kind === "text" && top.about === "saved";
  const before = goesOn ? `${top.lines.join("\n")}\n` : "";
  const note = { ...wrappedNote(model, "", before + text), about: "saved" as const };
  return goesOn ? replaceTop(model, note) : push(model, note);
}

/** Nothing is lost: it says so, and asks for another file. */
export function afterSaveFailed(model: Model, reply: Extract<Message, { type: "save-failed" }>): Step {
  const { tree, path, leave, why } = reply;
  const text = `${cells(path)}:\n${cells(why)}.\n\nNothing was written, and nothing is lost. Make room, or save in another file.`;
  const asked = push(model, inputForSave(tree, path, leave));
  return { model: push(asked, wrappedNote(model, "Not saved", text)), effects: [] };
}
