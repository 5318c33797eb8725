import { charOf, type Key, nameOf } from "../keys.js";
import { type Model, push, type Step, textScreen } from "../model.js";
import type { Screen } from "../screens.js";

const TEXT = `Up, Down, k, j         one line
Page Up, Page Down     one page; also b, and d or Space
Home, End, g, G        the beginning, the end
Left, Right, h, l, 0   sideways, and back to the margin
a digit in ( )         goes to that place; Esc Esc comes back
Enter, e, x, Esc Esc   closes the page`;

const QUESTION = `Left, Right, Tab       another answer
Enter, Space           gives the answer that is lit
a letter               gives the answer that begins with it
Esc Esc                goes back, and nothing happens`;

const WAIT = `Enter, Space           presses the button that is lit
b, Esc Esc             goes back to the menus; the work goes on
s                      ends the work`;

/** Its own help has none. */
const TITLE = "Keys on this screen";

/** F1 and ? on screens that have no row to tell of: which keys there are. Null: the key or the screen is another. */
export function helpOnScreen(model: Model, screen: Screen, key: Key): Step | null {
  if (nameOf(key) !== "f1" && charOf(key) !== "?") return null;
  const text = keysOn(screen);
  if (text === null) return null;
  return { model: push(model, textScreen(TITLE, text.split("\n"))), effects: [] };
}

function keysOn(screen: Screen): string | null {
  switch (screen.kind) {
    case "text":
      return screen.title === TITLE ? null : TEXT;
    case "question":
      return QUESTION;
    case "wait":
      return WAIT;
    default:
      return null;
  }
}
