import type { KeepOffer } from "../files.js";
import type { Message } from "../messages.js";
import { type Model, pop, push, type Step } from "../model.js";
import type { QuestionPurpose } from "../screens.js";
import { cells } from "../text.js";
import { changeTree, treeState } from "../trees.js";
import { keepQuestion } from "../words.js";
import { notice } from "./notice.js";
import { goOnSaving } from "./saving.js";

type Saved = Extract<Message, { type: "saved" }>;
type Purpose = Extract<QuestionPurpose, { ask: "keep-saved" }>;

/** One tree is written: the others that changed follow, so that one save is enough. */
export function afterSaved(model: Model, reply: Extract<Message, { type: "saved" }>): Step {
  const { tree, path, leave, also, offer } = reply;
  const saved = changeTree(model, tree, (state) => ({ ...state, path, loadedOther: false }));
  return offer === null ? goOnSaving(saved, tree, leave, also) : offerToKeep(saved, reply, offer);
}

/** What was saved could go to where the next build starts from: done as the user said before, else asked. */
function offerToKeep(model: Model, reply: Saved, offer: KeepOffer): Step {
  const { tree, leave, also } = reply;
  const state = treeState(model, tree);
  const title = model.trees.find((slot) => slot.id === tree)?.title ?? "";
  if (state === null || state.memory.keeps === false) return goOnSaving(model, tree, leave, also);
  const purpose: Purpose = { ask: "keep-saved", tree, leave, also };
  if (state.memory.keeps) return keep(model, purpose);
  return {
    model: push(model, {
      kind: "question",
      purpose,
      text: keepQuestion(title, offer.settings.map(cells), cells(offer.file)),
      buttons: ["Yes", "No"],
      button: 0,
    }),
    effects: [],
  };
}

/** `model` with the question on top. The answer counts until the menus are left. */
export function answerKeepSaved(model: Model, purpose: Purpose, button: number): Step {
  const keeps = button === 0;
  const { tree, leave, also } = purpose;
  const answered = changeTree(pop(model), tree, (state) => ({
    ...state,
    memory: { ...state.memory, keeps },
  }));
  return keeps ? keep(answered, purpose) : goOnSaving(answered, tree, leave, also);
}

/** The question is left without an answer: one goes on with the menus, and is asked again with the next save. */
export function withoutKeeping(model: Model): Step {
  return notice(pop(model), "Saved, and not written to the fragment.");
}

function keep(model: Model, { tree, leave, also }: Purpose): Step {
  const path = treeState(model, tree)?.path ?? "";
  return { model, effects: [{ type: "keep-saved", tree, path, leave, also }] };
}

export function afterKeptSaved(model: Model, reply: Extract<Message, { type: "kept-saved" }>): Step {
  const { tree, leave, also, text } = reply;
  return goOnSaving(model, tree, leave, [also, text].filter(Boolean).join("\n"));
}
