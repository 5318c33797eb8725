import type { MenuNode } from "kconfig-parser";
import type { Model } from "./model.js";
import { display } from "./text.js";

/** The menus around the one that was opened last, and that one: where it is, however one came there. Outermost first. */
export function menusTo(model: Model): readonly MenuNode[] {
  const last = model.screens.findLast((screen) => screen.kind === "menu");
  const path: MenuNode[] = [];
  for (let at = last?.page ?? null; at !== null && at.parent !== null; at = at.parent) {
    if (at === last?.page || at.kind === "menu" || at.isMenuConfig) path.unshift(at);
  }
  return path;
}

/** A part of the path's line: the menu's number in the path, and where its words begin. */
interface Crumb {
  readonly index: number;
  readonly x: number;
  readonly width: number;
}

/** The path as a line of at most so many cells, and where on it each menu stands. */
export function pathLine(menus: readonly MenuNode[], width: number): { text: string; crumbs: Crumb[] } {
  let text = "";
  let crumbs: Crumb[] = [];
  for (const [index, menu] of menus.entries()) {
    const title = display(menu.prompt ?? "");
    crumbs.push({ index, x: text.length + 2, width: title.length });
    text += `→ ${title} `;
  }
  if (text.length > width) {
    // The near end of a long path says more than the far one.
    const cut = text.length - width;
    text = `… ${text.slice(cut + 2)}`;
    crumbs = crumbs.filter(({ x }) => x >= cut + 2).map((crumb) => ({ ...crumb, x: crumb.x - cut }));
  }
  return { text, crumbs };
}
