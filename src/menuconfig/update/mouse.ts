import type { Hit } from "../frame.js";
import { char, type Key, type Mouse, named } from "../keys.js";
import { type Model, replaceTop, type Step, topScreen } from "../model.js";
import type { Screen } from "../screens.js";
import { view } from "../view.js";
import { pressCrumb, pressTree } from "./press-place.js";

/** Rows that one notch of the wheel moves by. */
const WHEEL_ROWS = 3;

/**
 * What the mouse does, told in keys, so that nothing can be done with the mouse alone. A press on a row selects it; on
 * the row that is selected already it opens the row or changes its value. A press on a button presses the button.
 */
export function updateMouse(model: Model, event: Mouse, press: (model: Model, key: Key) => Step): Step {
  if (event.action !== "press") {
    const key = named(event.action === "wheel-up" ? "up" : "down");
    let step: Step = { model, effects: [] };
    for (let i = 0; i < WHEEL_ROWS; i++) {
      const next = press(step.model, key);
      step = { model: next.model, effects: [...step.effects, ...next.effects] };
    }
    return step;
  }
  const hit = view(model).hits.findLast(
    ({ x, y, width }) => event.y === y && event.x >= x && event.x < x + width,
  );
  const screen = topScreen(model);
  if (hit === undefined) return { model, effects: [] };
  switch (hit.on) {
    case "button":
      return pressButton(model, screen, hit, press);
    case "row":
      return pressRow(model, screen, hit, press);
    case "crumb":
      return pressCrumb(model, hit.index);
    case "tree":
      return pressTree(model, hit.index);
  }
}

type Press = (model: Model, key: Key) => Step;

function pressButton(model: Model, screen: Screen, { index }: Hit, press: Press): Step {
  if (screen.kind === "input") return press(replaceTop(model, { ...screen, focus: index }), named("enter"));
  return press("button" in screen ? replaceTop(model, { ...screen, button: index }) : model, named("enter"));
}

function pressRow(model: Model, screen: Screen, { index }: Hit, press: Press): Step {
  if (!("position" in screen)) return { model, effects: [] };
  const at = screen.kind === "menu" ? selectedRow(model) : screen.position.index;
  if (index !== at || (screen.kind === "page" && !screen.inList)) {
    const moved = { ...screen, position: { ...screen.position, index }, button: 0 };
    return { model: replaceTop(model, settled(moved)), effects: [] };
  }
  const first = replaceTop(model, { ...screen, button: 0 });
  const entered = press(first, named("enter"));
  // Enter does nothing on a plain option: there the second press changes it.
  const idle = entered.effects.length === 0 && entered.model.screens.length === first.screens.length;
  return screen.kind === "menu" && idle ? press(first, char(" ")) : entered;
}

/** The row counts by its number, and no text is typed any more. */
function settled(screen: Extract<Screen, { position: unknown }>): Screen {
  if (screen.kind === "menu") return { ...screen, node: null };
  return screen.kind === "page" ? { ...screen, inList: true } : screen;
}

/** Rows come and go above it: where the row under the cursor is to be seen now. */
function selectedRow(model: Model): number {
  const { hits, cursor } = view(model);
  return hits.find((hit) => hit.on === "row" && hit.y === cursor.y)?.index ?? -1;
}
