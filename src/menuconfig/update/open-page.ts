import { type Model, push, topScreen } from "../model.js";
import { type Page, type PageScreen, pageScreen } from "../page.js";
import { contentOf } from "./page-content.js";

/** The rows of a page that are looked through for where the cursor starts. */
const LOOKED_AT = 500;

/** Opens a page with the cursor where it is of most use: on the first thing in the way, else the first that leads on. */
export function openPage(model: Model, page: Page): Model {
  return push(model, started(model, page));
}

/** The same in place of an open page of the same kind. */
export function openOrReplace(model: Model, page: Page): Model {
  const top = topScreen(model);
  const same = top.kind === "page" && top.page.of === page.of;
  return openPage(same ? { ...model, screens: model.screens.slice(0, -1) } : model, page);
}

function started(model: Model, page: Page): PageScreen {
  const screen = pageScreen(page);
  const { rows } = contentOf(model, screen);
  let first = -1;
  for (let i = 0; i < Math.min(rows.count, LOOKED_AT); i++) {
    const { target, spans } = rows.at(i);
    if (target === null) continue;
    if (page.of !== "why" && page.of !== "why-shown") return at(screen, i);
    if (first < 0) first = i;
    if (spans.some(({ role }) => role === "bad")) return at(screen, i);
  }
  return at(screen, Math.max(0, first));
}

function at(screen: PageScreen, index: number): PageScreen {
  return { ...screen, position: { index, top: 0 } };
}
