import type { Message } from "../messages.js";
import { type Model, noteScreen, pop, push, type Step, textScreen } from "../model.js";
import type { QuestionPurpose, QuestionScreen } from "../screens.js";
import { cells } from "../text.js";
import { inputForSave } from "./input.js";
import { saveEffect } from "./saving.js";

type Conflict = Extract<Message, { type: "save-conflict" }>;

/** The file is not as it was, or is another's: what saving would change in it, and what can be done. */
export function askToOverwrite(model: Model, reply: Conflict): Step {
  const { tree, path, leave, conflict, diff } = reply;
  const changed = conflict === "changed";
  const what = changed
    ? "has changed on disk since it was read. Saving would undo that change."
    : "is there already, with other contents.";
  const settings = diff.length === 1 ? "1 setting" : `${diff.length} settings`;
  const differ = diff.length === 0 ? "All settings are the same." : `${settings} would become another.`;
  const question: QuestionScreen = {
    kind: "question",
    purpose: { ask: "overwrite", tree, path, leave, diff: diff.map(cells) },
    text: [`${cells(path)}\n${what} ${differ}`, ...excerpt(diff)].join("\n"),
    // Theirs and ours can be put together only where it is known what both began with.
    buttons: changed
      ? ["Overwrite", "Merge", "Diff", "Save as", "Cancel"]
      : ["Overwrite", "Diff", "Save as", "Cancel"],
    button: changed ? 4 : 3,
  };
  return { model: push(model, question), effects: [] };
}

/** As much of the changes as the question has room for. */
function excerpt(diff: readonly string[]): string[] {
  if (diff.length === 0) return [];
  const most = 4;
  const shown = diff.slice(0, most).map((line) => cells(line).slice(0, 60));
  return ["", ...shown, ...(diff.length > most ? [`… and ${diff.length - most} more: <Diff>`] : [])];
}

/** `model` with the question on top. */
export function answerOverwrite(
  model: Model,
  purpose: Extract<QuestionPurpose, { ask: "overwrite" }>,
  answer: string,
): Step {
  const { tree, path, leave, diff } = purpose;
  const back = pop(model);
  switch (answer) {
    case "Overwrite":
      return { model: back, effects: [saveEffect(tree, path, leave, true)] };
    case "Merge":
      return { model: back, effects: [{ type: "merge", tree, path, leave }] };
    case "Save as":
      return { model: push(back, inputForSave(tree, path, leave)), effects: [] };
    case "Diff": {
      // The question stays below it.
      const title = `What saving would change in ${cells(path)}`;
      const lines = ["-NAME: taken out    NAME then -> now: changed    +NAME: new", "", ...diff];
      return { model: push(model, textScreen(title, lines)), effects: [] };
    }
    default:
      return { model: back, effects: [] };
  }
}

/** Ours are on top of theirs. Where nothing was in the way it is saved; else the user sees it first. */
export function afterMerged(model: Model, reply: Extract<Message, { type: "merged" }>): Step {
  const { tree, path, leave, merge } = reply;
  const { theirs, ours, both, lost } = merge;
  if (both.length === 0 && lost.length === 0) return { model, effects: [saveEffect(tree, path, leave)] };
  const lines = [
    `Their changes: ${theirs}. Yours on top of them: ${ours}. Not saved yet: look, then save.`,
    ...(both.length > 0 ? ["", "Changed by both:", ...both.map((line) => `  ${cells(line)}`)] : []),
    ...(lost.length > 0
      ? ["", "Of yours, not possible any more:", ...lost.map((line) => `  ${cells(line)}`)]
      : []),
  ];
  return { model: push(model, textScreen("Merged", lines)), effects: [] };
}

export function afterMergeFailed(model: Model, path: string, why: string): Step {
  const text = `${cells(path)}: ${cells(why)}\nThe configuration is as it was.`;
  return { model: push(model, noteScreen("Not merged", text)), effects: [] };
}
