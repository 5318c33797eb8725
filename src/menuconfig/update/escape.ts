import { commandOf } from "../keymap.js";
import { type Key, named, nameOf } from "../keys.js";
import { type Model, topScreen } from "../model.js";
import { withNotice } from "./notice.js";

/**
 * What a key is, where ESC is concerned; null: nothing. A lone ESC never leaves a menu, as in mconf, unless the keys
 * say so: over a slow line it may be the start of an arrow. Dialogs it closes, and then a second ESC, which the habit of ESC ESC brings, is part
 * of the same.
 */
export function settleEscape(model: Model, key: Key): { model: Model; key: Key | null } {
  const name = nameOf(key);
  if (name === "lone-escape") {
    const means = commandOf(model.look.keymap, key);
    if (topScreen(model).kind === "menu" && means === null) {
      return { model: withNotice(model, "Esc a second time goes back."), key: null };
    }
    return { model: { ...model, escaped: true }, key: named("escape") };
  }
  const settled = model.escaped === true ? { ...model, escaped: false } : model;
  if (name !== "late-escape") return { model: settled, key };
  return { model: settled, key: model.escaped === true ? null : named("escape") };
}
