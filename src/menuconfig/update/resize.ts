import type { Model, Size } from "../model.js";
import type { Page, PageRows, PageScreen } from "../page.js";
import type { Screen } from "../screens.js";
import { contentOf } from "./page-content.js";

/** Pages whose lines break elsewhere when the screen has another width. */
const WRAPPED: ReadonlySet<Page["of"]> = new Set(["why", "why-shown", "fix", "problems"]);

/** The screen has another size: the cursor of each page stays on what it was on, wherever that stands now. */
export function resized(before: Model, size: Size): Model {
  const after: Model = { ...before, size };
  if (size.columns === before.size.columns) return after;
  const screens = before.screens.map((screen): Screen => {
    if (screen.kind !== "page" || !WRAPPED.has(screen.page.of)) return screen;
    return follow(screen, contentOf(before, screen).rows, contentOf(after, screen).rows);
  });
  return { ...after, screens };
}

/** Lines of one thing have one target: it is found again by how many there are before it. */
function follow(screen: PageScreen, before: PageRows, after: PageRows): PageScreen {
  const { index } = screen.position;
  if (before.at(index).target === null) return screen;
  const wanted = things(before, index);
  for (let i = 0; i < after.count; i++) {
    if (after.at(i).target !== null && things(after, i) === wanted) {
      return { ...screen, position: { index: i, top: screen.position.top } };
    }
  }
  return screen;
}

/** How many things there are up to a row. */
function things(rows: PageRows, index: number): number {
  let count = 0;
  for (let i = 0; i <= index; i++) {
    const { target } = rows.at(i);
    if (target !== null && (i === 0 || rows.at(i - 1).target !== target)) count++;
  }
  return count;
}
