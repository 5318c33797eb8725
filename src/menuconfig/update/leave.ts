import { hasUnsaved, isUnsaved, type Model, pop, push, type Step, topScreen } from "../model.js";
import type { QuestionScreen } from "../screens.js";
import { treeState } from "../trees.js";
import { LEAVE_QUESTION } from "../words.js";
import { askCost, costScreen } from "./cost.js";
import { saveAll } from "./saving.js";

/** Leaves at once when nothing would be lost; asks otherwise. Asked again, the question stays as it is. */
export function askToLeave(model: Model): Step {
  if (!hasUnsaved(model)) return { model, effects: [{ type: "quit", outcome: "unchanged" }] };
  const top = topScreen(model);
  if (top.kind === "question" && top.purpose.ask === "leave") return { model, effects: [] };
  const question: QuestionScreen = {
    kind: "question",
    purpose: { ask: "leave" },
    text: `${LEAVE_QUESTION}${changedTrees(model)}`,
    buttons: model.cost === null ? ["Yes", "No"] : ["Yes", "No", "Cost"],
    button: 0,
  };
  return askCost(push(model, question));
}

/** Which trees have something to save, where there are several. */
function changedTrees(model: Model): string {
  if (model.trees.length < 2) return "";
  const titles = model.trees.flatMap(({ id, title }) => {
    const state = treeState(model, id);
    return state !== null && isUnsaved(state) ? [title] : [];
  });
  return `\nChanged: ${titles.join(", ")}.`;
}

export function answerLeave(model: Model, button: number): Step {
  if (button === 0) return saveAll(pop(model), true);
  if (button === 1) return { model: pop(model), effects: [{ type: "quit", outcome: "discarded" }] };
  return { model: push(model, costScreen(model)), effects: [] };
}
