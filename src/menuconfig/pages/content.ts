import type { Model } from "../model.js";
import type { Page, PageRows } from "../page.js";
import { commandsPage } from "./commands.js";
import { diffPage } from "./diff.js";
import { fixPage } from "./fix.js";
import { bookmarksPage, recentPage } from "./places.js";
import { problemsPage } from "./problems.js";
import { resetPage } from "./reset.js";
import { searchPage } from "./search.js";
import { whyPage, whyShownPage } from "./why.js";

/** A button under a page. The first is what Enter does on a row. */
export type PageButton =
  | "Go"
  | "Apply"
  | "Run"
  | "Search"
  | "Why"
  | "Fix"
  | "Revert"
  | "Against"
  | "Remove"
  | "Put back"
  | "Help"
  | "Exit";

/** What stands on a page: to be drawn, and to be moved in. */
export interface PageContent {
  readonly title: string;
  /** Lines above the list, each cut at the width of the page. */
  readonly hint: readonly string[];
  readonly buttons: readonly PageButton[];
  readonly rows: PageRows;
}

interface Made {
  readonly state: number;
  readonly memory: Model["memory"];
  readonly width: number;
  readonly field: string;
  readonly content: PageContent;
}

/** What was made last for a page: a key is answered, then drawn, from the same rows. */
const made = new WeakMap<Page, Made>();

/** What stands on a page of this width (in cells) now; `field` is what was typed above its list. */
export function pageContent(model: Model, page: Page, width: number, field: string): PageContent {
  const state = model.config.stateNumber;
  const { memory } = model;
  const known = made.get(page);
  if (known?.state === state && known.memory === memory && known.width === width && known.field === field) {
    return known.content;
  }
  const content = makeContent(model, page, width, field);
  made.set(page, { state: model.config.stateNumber, memory, width, field, content });
  return content;
}

function makeContent(model: Model, page: Page, width: number, field: string): PageContent {
  switch (page.of) {
    case "why":
      return whyPage(model, page, width);
    case "why-shown":
      return whyShownPage(model, page, width);
    case "fix":
      return fixPage(model, page, width);
    case "diff":
      return diffPage(model, page);
    case "bookmarks":
      return bookmarksPage(model);
    case "recent":
      return recentPage(model);
    case "problems":
      return problemsPage(model, width);
    case "reset":
      return resetPage(model, page);
    case "commands":
      return commandsPage(model, field);
    case "search":
      return searchPage(model, page, field);
  }
}
