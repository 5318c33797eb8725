import { allCommands, type Command, commandWords } from "../commands.js";
import { type Keymap, keyLabel, keysOf } from "../keymap.js";
import type { Model } from "../model.js";
import { type PageRow, row, rowsOf, span } from "../page.js";
import type { PageContent } from "./content.js";

const KEYS_WIDTH = 18;
/** What the list itself is moved in with, and what belongs to a row of a menu. */
const NOT_LISTED: ReadonlySet<Command> = new Set<Command>([
  "up",
  "down",
  "page-up",
  "page-down",
  "half-up",
  "half-down",
  "first",
  "last",
  "next-button",
  "previous-button",
  "press",
  "commands",
]);

/** Every command by its words, with its keys beside it: what has no key is to be found, too. */
export function commandsPage(model: Model, field: string): PageContent {
  const { keymap } = model.look;
  const words = field.toLowerCase().split(/\s+/);
  // What everybody's fingers know comes last.
  const isMoving = (command: Command): boolean => commandWords(command).group === "Moving";
  const listed = allCommands.filter((command) => !NOT_LISTED.has(command));
  const rows = [...listed.filter((command) => !isMoving(command)), ...listed.filter(isMoving)]
    .filter((command) => {
      const text = `${command} ${commandWords(command).group} ${commandWords(command).title}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((command) => commandRow(keymap, command));
  return {
    title: "Commands",
    hint: ["Type to find one; Enter does it on the row of the menu."],
    buttons: ["Run", "Exit"],
    rows: rowsOf(rows.length === 0 ? [row("There is no such command.")] : rows),
  };
}

function commandRow(keymap: Keymap, command: Command): PageRow {
  const { group, title } = commandWords(command);
  const keys = keysOf(keymap, command).map(keyLabel).slice(0, 3).join("  ");
  return {
    spans: [span(keys.padEnd(KEYS_WIDTH), "link"), span(title), span(`  (${group})`, "dim")],
    target: { to: "command", command },
  };
}
