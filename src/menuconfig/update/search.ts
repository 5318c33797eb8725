import { LIST_START } from "../list.js";
import { type Model, pop, replaceTop, type Step } from "../model.js";
import { fieldScreen, type PageScreen } from "../page.js";
import { searchIndex } from "../search/index-text.js";
import { parseQuery, runQuery } from "../search/query.js";

export function searchScreen(): PageScreen {
  return fieldScreen({ of: "search", found: [], note: "" });
}

/** What a typed text finds now. */
export function findNow(model: Model, text: string): Extract<PageScreen["page"], { of: "search" }> {
  const { tree } = model.config;
  const { found, note } = runQuery(searchIndex(tree).makeUsable(), parseQuery(text, tree.dialect.prefix));
  return { of: "search", found, note };
}

/** Enter in the field: the names that match, as mconf lists them; for an expression, on to the list. */
export function acceptSearch(model: Model, screen: PageScreen): Step {
  const text = screen.field?.text ?? "";
  const { prefix } = model.config.tree.dialect;
  const query = parseQuery(text, prefix);
  switch (query.by) {
    case "nothing":
      return { model: pop(model), effects: [] };
    case "expression":
      return { model: replaceTop(model, { ...screen, inList: true, position: LIST_START }), effects: [] };
    case "words":
      return { model: pop(model), effects: [{ type: "search", pattern: query.text }] };
  }
}

/** Help texts have become searchable: an open search finds what it could not. */
export function searchedAgain(model: Model): Model {
  const screens = model.screens.map((screen) =>
    screen.kind === "page" && screen.page.of === "search"
      ? { ...screen, page: findNow(model, screen.field?.text ?? "") }
      : screen,
  );
  return { ...model, screens };
}
