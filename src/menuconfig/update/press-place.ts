import { menusTo } from "../menu-path.js";
import { type Model, menuScreen, replaceTop, type Step, topScreen } from "../model.js";
import { goToTree } from "./trees.js";

/** The mouse on a menu of the path, or on the file's name (-1): back to that menu, as far as it was come from there. */
export function pressCrumb(model: Model, index: number): Step {
  const still: Step = { model, effects: [] };
  if (topScreen(model).kind !== "menu") return still;
  const page = index < 0 ? model.config.tree.root : menusTo(model)[index];
  if (page === undefined) return still;
  const at = model.screens.findLastIndex((screen) => screen.kind === "menu" && screen.page === page);
  // One came past it, by a search: then it takes the place of the menu that one is in.
  if (at < 0) return { model: replaceTop(model, menuScreen(page)), effects: [] };
  return { model: { ...model, screens: model.screens.slice(0, at + 1) }, effects: [] };
}

/** The mouse on the name of a tree: goes there; not while something is asked. */
export function pressTree(model: Model, index: number): Step {
  const { kind } = topScreen(model);
  return kind === "menu" || kind === "page" ? goToTree(model, index) : { model, effects: [] };
}
