import { commandOf } from "../keymap.js";
import { charOf, type Key, nameOf } from "../keys.js";
import { pageListHeight } from "../layout.js";
import { clampPosition, LIST_START, type ListPosition } from "../list.js";
import { type Model, pop, replaceTop, type Step } from "../model.js";
import type { PageRow, PageScreen } from "../page.js";
import type { PageContent } from "../pages/content.js";
import { cycleButton } from "./buttons.js";
import { editField } from "./field.js";
import { follow } from "./follow.js";
import { nodeAt, pressPageButton } from "./page-button.js";
import { contentOf } from "./page-content.js";
import { fix, runCommand } from "./run-command.js";
import { moveCommand } from "./scroll.js";
import { acceptSearch, findNow } from "./search.js";
import { lookForWays } from "./solving.js";

export function updatePage(model: Model, screen: PageScreen, key: Key): Step {
  const content = contentOf(model, screen);
  const { rows, buttons } = content;
  const height = pageListHeight(model.size, content.hint.length, screen.field !== null);
  const position = clampPosition(screen.position, rows.count, height);
  const to = (next: Partial<PageScreen>): Step => ({
    model: replaceTop(model, { ...screen, ...next }),
    effects: [],
  });
  const here = replaceTop(model, { ...screen, position });
  const row = rows.count === 0 ? null : rows.at(position.index);
  const command = commandOf(model.look.keymap, key);
  const name = nameOf(key);

  // In a list that has become empty there is nothing to be on.
  const inList = screen.inList && rows.count > 0;
  if (screen.field !== null && !inList) {
    if (name === "enter") return enterField(here, screen, row, content);
    if (name === "down" || name === "pagedown")
      return rows.count === 0 ? to({}) : to({ inList: true, position: LIST_START });
    const edited = editField(screen.field.text, screen.field.cursor, key);
    if (edited !== null) return typed(model, screen, edited);
  }
  if (screen.field !== null && inList) {
    if (name === "up" && position.index === 0) return to({ inList: false });
    const isText = key.kind === "char" || key.kind === "paste" || name === "backspace";
    if (isText) {
      const edited = editField(screen.field.text, screen.field.text.length, key);
      if (edited !== null) return typed(model, screen, edited);
    }
  }
  const digit = charOf(key) === "" ? null : shownDigit(content, position, height, charOf(key));
  if (digit?.target) return follow(here, digit.target);
  const presses = name === "enter" || command === "press" || command === "enter";
  if (presses) return pressPageButton(here, screen, row, buttons[screen.button] ?? "Exit");
  if (command === "back") return { model: pop(model), effects: [] };
  const moved = command === null ? null : moveCommand(command, position, rows.count, height);
  if (moved !== null) return to({ position: moved, inList: true });
  const button = cycleButton(key, screen.button, buttons.length);
  if (button !== null) return to({ button });
  return letter(here, screen, row, content, key) ?? commandHere(here, screen, row, key) ?? to({});
}

/** A letter asks for another value of a fix, or presses the button that begins with it. */
function letter(
  model: Model,
  screen: PageScreen,
  row: PageRow | null,
  content: PageContent,
  key: Key,
): Step | null {
  const char = charOf(key).toLowerCase();
  if (char === "") return null;
  const { page } = screen;
  if (page.of === "fix" && (char === "y" || char === "m" || char === "n")) {
    return lookForWays(model, page.symbol, char);
  }
  if (char === " ") return pressPageButton(model, screen, row, content.buttons[screen.button] ?? "Exit");
  const named = content.buttons.find((button) => button.toLowerCase().startsWith(char));
  return named === undefined ? null : pressPageButton(model, screen, row, named);
}

function commandHere(model: Model, screen: PageScreen, row: PageRow | null, key: Key): Step | null {
  const command = commandOf(model.look.keymap, key);
  if (command === null) return null;
  const node = nodeAt(row);
  if (command === "reset" && screen.page.of === "diff") return pressPageButton(model, screen, row, "Revert");
  if (command === "reset" && screen.page.of === "bookmarks")
    return pressPageButton(model, screen, row, "Remove");
  if (command === "fix" && screen.page.of === "why") {
    const { symbol } = screen.page;
    const own = symbol.nodes[0];
    return own === undefined ? null : fix(model, symbol, own);
  }
  return runCommand(model, command, node);
}

function typed(model: Model, screen: PageScreen, field: { text: string; cursor: number }): Step {
  const { page } = screen;
  const isSame = field.text === screen.field?.text;
  const found = page.of === "search" && !isSame ? findNow(model, field.text) : page;
  const next: PageScreen = {
    ...screen,
    field,
    page: found,
    inList: false,
    position: isSame ? screen.position : LIST_START,
  };
  return { model: replaceTop(model, next), effects: [] };
}

function enterField(model: Model, screen: PageScreen, row: PageRow | null, content: PageContent): Step {
  if (screen.page.of === "search") {
    if (content.buttons[screen.button] === "Help") return pressPageButton(model, screen, row, "Help");
    return acceptSearch(model, screen);
  }
  return pressPageButton(model, screen, row, content.buttons[screen.button] ?? "Exit");
}

/** The row on the screen that a digit opens. */
function shownDigit(
  content: PageContent,
  position: ListPosition,
  height: number,
  digit: string,
): PageRow | null {
  if (!/^[1-9]$/.test(digit)) return null;
  const end = Math.min(content.rows.count, position.top + height);
  for (let i = position.top; i < end; i++) {
    const row = content.rows.at(i);
    if (row.digit === digit) return row;
  }
  return null;
}
