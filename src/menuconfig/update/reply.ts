import type { Message } from "../messages.js";
import { type Model, menuScreen, noteScreen, push, type Step } from "../model.js";
import { pageScreen } from "../page.js";
import { withCheck } from "../sources.js";
import { cells, cellsOfLines } from "../text.js";
import { ONLY_MODULE } from "../words.js";
import { afterEstimate } from "./cost.js";
import { inputForLoad } from "./input.js";
import { afterKept } from "./keep.js";
import { afterKeptSaved, afterSaved } from "./keep-saved.js";
import { updateKnows } from "./knows.js";
import { notice } from "./notice.js";
import { afterMerged, afterMergeFailed, askToOverwrite } from "./overwrite.js";
import { resultsScreen } from "./results.js";
import { afterSaveFailed } from "./saving.js";
import { treeAsks, treeFailed, treeOpened, treeProgress } from "./trees.js";

type Reply = Exclude<Message, { type: "key" | "mouse" | "resize" }>;

/** What the world answered to an effect. */
export function updateReply(model: Model, reply: Reply): Step {
  const show = (title: string, text: string): Step => ({
    model: push(model, noteScreen(title, cellsOfLines(text))),
    effects: [],
  });
  switch (reply.type) {
    case "only-module":
      return show("Only as a module", ONLY_MODULE);
    case "saved":
      return afterSaved(model, reply);
    case "kept-saved":
      return afterKeptSaved(model, reply);
    case "save-failed":
      return afterSaveFailed(model, reply);
    case "save-conflict":
      return askToOverwrite(model, reply);
    case "merged":
      return afterMerged(model, reply);
    case "merge-failed":
      return afterMergeFailed(model, reply.path, reply.why);
    case "loaded": {
      // The rows of open pages may be gone: back to the main menu.
      const root = menuScreen(model.config.tree.root);
      const { warnings } = reply;
      const memory = { ...model.memory, problems: warnings };
      const loaded: Model = { ...model, path: reply.path, loadedOther: true, screens: [root], memory };
      const shown = warnings.length === 0 ? loaded : push(loaded, pageScreen({ of: "problems" }));
      return { model: shown, effects: [] };
    }
    case "load-failed": {
      // The question stays below the answer, as in mconf: the name is mended, not typed again.
      const text = `${reply.path}: ${reply.why}\nThe configuration is as it was.`;
      const again = push(model, inputForLoad(reply.path));
      return { model: push(again, noteScreen("Not loaded", cellsOfLines(text))), effects: [] };
    }
    case "found":
      return { model: push(model, resultsScreen(model.config, reply.pattern, reply.symbols)), effects: [] };
    case "bad-pattern": {
      // No expression for names; it may be words of a prompt or a help text all the same.
      const results = resultsScreen(model.config, reply.pattern, []);
      if (results.jumps.length > 0) return { model: push(model, results), effects: [] };
      return show("Not a regular expression", reply.why);
    }
    case "indexed":
    case "stepped":
    case "solved":
    case "applied":
    case "reset-done":
    case "reverted":
    case "compared":
      return updateKnows(model, reply);
    case "tree-progress":
      return treeProgress(model, reply.id, reply.lines);
    case "tree-asks":
      return treeAsks(model, reply.id, reply.question);
    case "tree-opened":
      return treeOpened(model, reply);
    case "tree-failed":
      return treeFailed(model, reply.id, reply.why);
    case "source-checked":
      return { model: withCheck(model, reply, reply.finding), effects: [] };
    case "estimated":
      return afterEstimate(model, reply.ticket, { is: "known", ticket: reply.ticket, report: reply.report });
    case "estimate-failed":
      return afterEstimate(model, reply.ticket, { is: "failed", why: reply.why });
    case "changes-kept":
    case "changes-not-kept":
      return afterKept(model, reply);
    case "bookmark-not-kept":
      return notice(model, cells(`For now: it is not kept (${reply.why})`));
  }
}
