import { hasUnsaved, type Model, push, type Step, topScreen } from "../model.js";
import { LEAVE_QUESTION } from "../words.js";

/** Leaves at once when nothing would be lost; asks otherwise. Asked again, the question stays as it is. */
export function askToLeave(model: Model): Step {
  if (!hasUnsaved(model)) return { model, effects: [{ type: "quit", outcome: "unchanged" }] };
  const top = topScreen(model);
  if (top.kind === "question" && top.purpose.ask === "leave") return { model, effects: [] };
  const question = push(model, {
    kind: "question",
    purpose: { ask: "leave" },
    text: LEAVE_QUESTION,
    buttons: ["Yes", "No"],
    button: 0,
  });
  return { model: question, effects: [] };
}
