import { menuItems } from "../items.js";
import { type Model, replaceTop, topScreen } from "../model.js";
import { display } from "../text.js";
import { choiceRows } from "../update/open-choice.js";
import { contentOf } from "../update/page-content.js";
import { view } from "../view.js";

/** A row that a number stands for. */
export interface PlainRow {
  readonly text: string;
  /** Puts the cursor of the menus on it, and their first button in force. */
  select(model: Model): Model;
}

/** A screen of the menus in lines of text. */
export interface PlainScreen {
  readonly heading: string;
  readonly text: readonly string[];
  readonly rows: readonly PlainRow[];
  /** "rows": numbers and commands are typed; "text": a line of text is; "none": it is read, and closes by itself. */
  readonly takes: "rows" | "text" | "none";
}

/** More rows of a page than these are read by nobody, line by line. */
const MOST_ROWS = 100;

/** The screen on top, in lines. What has no lines of its own is told by what it would show. */
export function plainScreen(model: Model): PlainScreen {
  const screen = topScreen(model);
  switch (screen.kind) {
    case "menu":
      return {
        heading: path(model),
        text: [],
        takes: "rows",
        rows: menuItems(model.config, screen.page, model.showAll).map((item, index) => ({
          text: item.text.trim(),
          select: (now) =>
            replaceTop(now, { ...screen, node: item.node, position: { index, top: index }, button: 0 }),
        })),
      };
    case "choice": {
      const { symbol } = screen.choice;
      const chosen = symbol === null ? null : model.config.choiceSelection(symbol);
      return {
        heading: `${display(screen.choice.prompt ?? "Choice")}: one of these`,
        text: [],
        takes: "rows",
        rows: choiceRows(model.config, screen.choice, model.showAll).map((node, index) => ({
          text: `(${node.symbol !== null && node.symbol === chosen ? "X" : " "}) ${display(node.prompt ?? "")}`,
          select: (now) => replaceTop(now, { ...screen, position: { index, top: index }, button: 0 }),
        })),
      };
    }
    case "input":
      return {
        heading: `${screen.title} [${display(screen.text)}]`,
        text: [...screen.hint.split("\n"), 'An empty line leaves it as it is, "" empties it.'],
        rows: [],
        takes: "text",
      };
    case "text":
      return { heading: screen.title, text: screen.lines, rows: [], takes: "none" };
    case "page": {
      const { title, hint, rows } = contentOf(model, screen);
      return {
        heading: title,
        text: rows.count > MOST_ROWS ? [...hint, `The first ${MOST_ROWS} of ${rows.count}.`] : hint,
        takes: "rows",
        rows: Array.from({ length: Math.min(rows.count, MOST_ROWS) }, (_, index) => ({
          text: rows
            .at(index)
            .spans.map(({ text }) => text)
            .join("")
            .trim(),
          select: (now) =>
            replaceTop(now, { ...screen, position: { index, top: index }, inList: true, button: 0 }),
        })),
      };
    }
    case "question":
      return {
        heading: "",
        text: screen.text.split("\n"),
        takes: "rows",
        rows: screen.buttons.map((text, button) => ({
          text,
          select: (now) => replaceTop(now, { ...screen, button }),
        })),
      };
    default:
      return { heading: "", text: drawn(model), rows: [], takes: "rows" };
  }
}

/** The path of menus to the page shown. */
function path(model: Model): string {
  const pages = model.screens.flatMap((screen) => (screen.kind === "menu" ? [screen.page] : []));
  return pages.map((page) => display(page.prompt ?? "Main menu")).join(" > ");
}

/** What stands on the screen of a terminal, without its frames. */
function drawn(model: Model): string[] {
  return view(model)
    .rows.map((spans) => spans.map(({ text }) => text).join(""))
    .map((line) => line.replace(/[─│┌┐└┘├┤]/g, " ").trim())
    .filter((line) => line !== "");
}
