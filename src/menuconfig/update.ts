import type { Key } from "./keys.js";
import { isTooSmall } from "./layout.js";
import type { Message } from "./messages.js";
import { type Model, type Step, topScreen } from "./model.js";
import { askInView } from "./sources.js";
import { updateChoice } from "./update/choice.js";
import { settleEscape } from "./update/escape.js";
import { updateInput } from "./update/input.js";
import { askToLeave } from "./update/leave.js";
import { updateMenu } from "./update/menu.js";
import { updateMouse } from "./update/mouse.js";
import { updatePage } from "./update/page.js";
import { updateQuestion } from "./update/question.js";
import { updateReply } from "./update/reply.js";
import { resized } from "./update/resize.js";
import { helpOnScreen } from "./update/screen-help.js";
import { updateText } from "./update/text.js";
import { updateWait } from "./update/wait.js";

/** The next state, and what is to be done outside. Reads the configuration's values, changes nothing. */
export function update(model: Model, message: Message): Step {
  const step = respond(model, message);
  // Whatever brought a repository into view: it is asked about.
  const asked = askInView(step.model);
  return { model: asked.model, effects: [...step.effects, ...asked.effects] };
}

function respond(model: Model, message: Message): Step {
  if (message.type === "resize") return { model: resized(model, message.size), effects: [] };
  if (message.type === "mouse") {
    if (isTooSmall(model.size)) return { model, effects: [] };
    return updateMouse(model, message.mouse, (now, key) => updateKey(now, key));
  }
  if (message.type !== "key") return updateReply(model, message);
  const settled = settleEscape(model, message.key);
  if (settled.key === null) return { model: settled.model, effects: [] };
  return updateKey(settled.model, settled.key);
}

function updateKey(before: Model, key: Key): Step {
  if (key.kind === "ctrl" && key.letter === "z") return { model: before, effects: [{ type: "suspend" }] };
  if (key.kind === "ctrl" && key.letter === "c") return askToLeave(before);
  // Nothing of the menus is on the screen: a key would act unseen.
  if (isTooSmall(before.size)) return { model: before, effects: [] };
  // What was said of the key before is read by now.
  const model = before.look.notice === "" ? before : { ...before, look: { ...before.look, notice: "" } };
  const screen = topScreen(model);
  const help = helpOnScreen(model, screen, key);
  if (help !== null) return help;
  switch (screen.kind) {
    case "menu":
      return updateMenu(model, screen, key);
    case "choice":
      return updateChoice(model, screen, key);
    case "input":
      return updateInput(model, screen, key);
    case "text":
      return updateText(model, screen, key);
    case "question":
      return updateQuestion(model, screen, key);
    case "wait":
      return updateWait(model, screen, key);
    case "page":
      return updatePage(model, screen, key);
  }
}
