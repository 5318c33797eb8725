import { costLines } from "../cost.js";
import { type Model, push, type Step, textScreen } from "../model.js";
import type { TextScreen } from "../screens.js";
import { cells } from "../text.js";
import { treeState } from "../trees.js";

/** Has the cost of the values as they are now found out, unless it is known or being found out. */
export function askCost(model: Model): Step {
  const { cost } = model;
  if (cost === null) return { model, effects: [] };
  const ticket = valuesNow(model);
  if ((cost.is === "asked" || cost.is === "known") && cost.ticket === ticket) return { model, effects: [] };
  return { model: { ...model, cost: { is: "asked", ticket } }, effects: [{ type: "estimate", ticket }] };
}

/** Names the values of all open trees: another value of any is another name. */
function valuesNow(model: Model): string {
  return model.trees.map(({ id }) => treeState(model, id)?.config.stateNumber ?? "-").join(" ");
}

/** The page of what the next build will do; it follows what becomes known. */
export function costScreen(model: Model): TextScreen {
  const lines = model.cost === null ? ["Nobody here can tell what a build will do."] : costLines(model.cost);
  return { ...textScreen("What the next build will do", lines.map(cells)), about: "cost" };
}

export function showCost(model: Model): Step {
  const asked = askCost(model);
  return { model: push(asked.model, costScreen(asked.model)), effects: asked.effects };
}

/** The answer; an open page of it is filled in. Answers about values of before are dropped. */
export function afterEstimate(model: Model, ticket: string, cost: Model["cost"]): Step {
  if (model.cost?.is !== "asked" || model.cost.ticket !== ticket) return { model, effects: [] };
  const known = { ...model, cost };
  const screens = known.screens.map((screen) =>
    screen.kind === "text" && screen.about === "cost"
      ? { ...costScreen(known), top: screen.top, left: screen.left }
      : screen,
  );
  return { model: { ...known, screens }, effects: [] };
}
