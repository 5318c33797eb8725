import {
  type Message,
  type Model,
  menuScreen,
  noteScreen,
  push,
  type Step,
  warningScreen,
} from "../model.js";
import { cells } from "../text.js";
import { ONLY_MODULE } from "../words.js";
import { resultsScreen } from "./results.js";

type Reply = Exclude<Message, { type: "key" | "resize" }>;

/** What the world answered to an effect. */
export function updateReply(model: Model, reply: Reply): Step {
  const show = (title: string, text: string): Step => ({
    model: push(model, noteScreen(title, cellsOfLines(text))),
    effects: [],
  });
  switch (reply.type) {
    case "only-module":
      return show("Only as a module", ONLY_MODULE);
    case "saved": {
      const saved: Model = { ...model, path: reply.path, loadedOther: false };
      return { model: saved, effects: reply.leave ? [{ type: "quit", outcome: "saved" }] : [] };
    }
    case "save-failed":
      return show(
        "Not saved",
        `${reply.path}: ${reply.why}\nNothing was written. Choose another file, or make room.`,
      );
    case "save-conflict": {
      const text =
        reply.conflict === "changed"
          ? `${reply.path}\nhas changed on disk since it was read. Saving would undo that change.`
          : `${reply.path}\nis there already, with other contents.`;
      const screen = {
        kind: "question",
        purpose: { ask: "overwrite", path: reply.path, leave: reply.leave },
        text: cellsOfLines(text),
        buttons: ["Overwrite", "Save as", "Cancel"],
        button: 2,
      } as const;
      return { model: push(model, screen), effects: [] };
    }
    case "loaded": {
      // The rows of open pages may be gone: back to the main menu.
      const root = menuScreen(model.config.tree.root);
      const loaded: Model = { ...model, path: reply.path, loadedOther: true, screens: [root] };
      const { warnings } = reply;
      return { model: warnings.length === 0 ? loaded : push(loaded, warningScreen(warnings)), effects: [] };
    }
    case "load-failed":
      return show("Not loaded", `${reply.path}: ${reply.why}\nThe configuration is as it was.`);
    case "found":
      return { model: push(model, resultsScreen(model.config, reply.pattern, reply.symbols)), effects: [] };
    case "bad-pattern":
      return show("Not a regular expression", reply.why);
  }
}

function cellsOfLines(text: string): string {
  return text.split("\n").map(cells).join("\n");
}
