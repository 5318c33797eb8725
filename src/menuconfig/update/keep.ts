import type { Message } from "../messages.js";
import { isUnsaved, type Model, push, type Step, wrappedNote } from "../model.js";
import { activeId, treeState } from "../trees.js";
import { saveEffect } from "./saving.js";

/** Asks in which form the changes are to be written to where the next build starts from. */
export function askToKeep(model: Model): Step {
  const id = activeId(model);
  const title = model.trees.find((slot) => slot.id === id)?.title ?? "";
  return {
    model: push(model, {
      kind: "question",
      purpose: { ask: "keep-changes", id },
      text: `${title}: the configuration is saved first. Then what was changed is written into the last fragment of the configuration, or all of it becomes a minimal defconfig.`,
      buttons: ["Fragment", "Defconfig", "Cancel"],
      button: 0,
    }),
    effects: [],
  };
}

/** `model` without the question on top. */
export function answerKeep(model: Model, id: string, button: number): Step {
  if (button > 1) return { model, effects: [] };
  const form = button === 0 ? "fragment" : "defconfig";
  const state = treeState(model, id);
  const save = state !== null && isUnsaved(state) ? [saveEffect(id, state.path, false)] : [];
  const told = { ...model, look: { ...model.look, notice: "Writing the changes …" } };
  return { model: told, effects: [...save, { type: "keep-changes", id, form }] };
}

export function afterKept(
  model: Model,
  reply: Extract<Message, { type: "changes-kept" | "changes-not-kept" }>,
): Step {
  const note =
    reply.type === "changes-kept"
      ? wrappedNote(model, "Written", reply.text)
      : wrappedNote(model, "Not written", reply.why);
  return { model: push(model, note), effects: [] };
}
