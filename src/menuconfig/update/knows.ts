import { unmetSymbols } from "../item-note.js";
import { hintKey } from "../keymap.js";
import type { KnowsReply } from "../knows.js";
import { symbolName } from "../labels.js";
import { type Model, pop, type Step, topScreen } from "../model.js";
import { notice, withNotice } from "./notice.js";
import { openOrReplace } from "./open-page.js";
import { searchedAgain } from "./search.js";
import { afterSolved } from "./solving.js";

/** What came of undoing, fixing, resetting and comparing. */
export function updateKnows(model: Model, reply: KnowsReply): Step {
  switch (reply.type) {
    case "indexed":
      return { model: withUnmet(searchedAgain(model)), effects: [] };
    case "stepped": {
      const { step, way } = reply;
      if (step === null) return notice(model, way === "undo" ? "Nothing to undo." : "Nothing to make again.");
      const { loadedOther } = step;
      const stepped: Model = { ...model, loadedOther, path: step.path ?? model.path };
      return notice(stepped, `${way === "undo" ? "Undone" : "Made again"}: ${step.label}`);
    }
    case "solved":
      return afterSolved(model, reply);
    case "applied":
      if (reply.ok) return notice(pop(model), `Applied ${reply.label}. It is one step to undo.`);
      return notice(model, "This cannot be applied any more: values have changed. Ask for fixes again.");
    case "reset-done": {
      const back = topScreen(model).kind === "page" && isReset(model) ? pop(model) : model;
      return notice(
        back,
        reply.changed ? `Put back: ${reply.label}.` : "Nothing to put back: it is so already.",
      );
    }
    case "reverted":
      if (reply.ok) return notice(model, `${symbolName(reply.symbol)} has its value from there again.`);
      return notice(model, `${symbolName(reply.symbol)} cannot be set to that now: Why says more.`);
    case "compared":
      return {
        model: openOrReplace(model, { of: "diff", against: reply.against, other: reply.other }),
        effects: [],
      };
  }
}

function isReset(model: Model): boolean {
  const top = topScreen(model);
  return top.kind === "page" && top.page.of === "reset";
}

/** The first moment at which nobody waits: time to say what is wrong with the values, if nothing else was said. */
function withUnmet(model: Model): Model {
  const { keymap, notice: said } = model.look;
  const { length } = said === "" && model.memory.problems.length === 0 ? unmetSymbols(model.config) : [];
  const key = hintKey(keymap, "problems");
  if (length === 0 || key === "") return model;
  const what = length === 1 ? "1 option is" : `${length} options are`;
  return withNotice(model, `${what} selected against dependencies: ${key} lists them.`);
}
