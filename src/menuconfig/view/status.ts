import type { Command } from "../commands.js";
import { hintKey } from "../keymap.js";
import { isUnsaved, type Model, topScreen } from "../model.js";
import { sourceLine } from "../sources.js";
import { treeState } from "../trees.js";
import type { Canvas } from "./canvas.js";

/**
 * The last row of the screen: on the left what the last key did, or what a repository says, on the right the trees,
 * where there are several.
 */
export function statusRow(canvas: Canvas, model: Model): void {
  const { columns, rows } = model.size;
  const { head, tabs } = treeTabs(model);
  const line = head + tabs.join(" ");
  const room = columns - 2 - (line === "" ? 0 : line.length + 2);
  canvas.put(1, rows - 1, (model.look.notice || rowLine(model)).slice(0, Math.max(0, room)), "screen");
  if (line.length > columns - 2) return;
  let x = columns - 1 - line.length;
  canvas.put(x, rows - 1, line, "screen");
  x += head.length;
  for (const [index, tab] of tabs.entries()) {
    canvas.hit({ x, y: rows - 1, width: tab.length, on: "tree", index });
    x += tab.length + 1;
  }
}

/** Of the row under the cursor of a menu; a dialog shows such things itself. */
function rowLine(model: Model): string {
  const top = topScreen(model);
  if (top.kind === "menu") return sourceLine(model) || keyHints(model, HINTED);
  return top.kind === "text" && top.node !== undefined ? keyHints(model, HINTED_IN_HELP) : "";
}

type Hint = readonly [Command, string];

const HINTED: readonly Hint[] = [
  ["keys", "keys"],
  ["why", "why"],
  ["fix", "fix"],
  ["undo", "undo"],
  ["diff", "diff"],
  ["commands", "all commands"],
];

const HINTED_IN_HELP: readonly Hint[] = [
  ["why", "why it is so"],
  ["fix", "what would have to change"],
];

/** The keys that mconf has not, below its menus. */
function keyHints(model: Model, hints: readonly Hint[]): string {
  const { keymap } = model.look;
  return hints
    .filter(([command]) => hintKey(keymap, command) !== "")
    .map(([command, word]) => `${hintKey(keymap, command)} ${word}`)
    .join("  ");
}

/** `Ctrl-T: [Buildroot] Linux* BusyBox`: which is on the screen, and which have something to save. */
function treeTabs(model: Model): { head: string; tabs: readonly string[] } {
  if (model.trees.length < 2) return { head: "", tabs: [] };
  const tabs = model.trees.map(({ id, title, is }) => {
    const state = treeState(model, id);
    const text = `${title}${state !== null && isUnsaved(state) ? "*" : is === "opening" ? "…" : ""}`;
    return is === "active" ? `[${text}]` : text;
  });
  return { head: `${hintKey(model.look.keymap, "next-tree")}: `, tabs };
}
