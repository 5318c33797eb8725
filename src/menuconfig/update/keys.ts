import { allCommands, commandWords } from "../commands.js";
import { type Keymap, keyLabel, keysOf } from "../keymap.js";
import { textScreen } from "../model.js";
import type { TextScreen } from "../screens.js";
import { display } from "../text.js";
import { MARKS_HELP } from "../words.js";

const KEYS_WIDTH = 22;

/** All keys of the preset that is in use, and what the marks of the rows say. */
export function keysScreen(keymap: Keymap): TextScreen {
  const lines: string[] = [];
  let group = "";
  for (const command of allCommands) {
    const keys = keysOf(keymap, command).map(keyLabel);
    if (keys.length === 0) continue;
    const words = commandWords(command);
    if (words.group !== group) {
      if (group !== "") lines.push("");
      group = words.group;
      lines.push(group);
    }
    lines.push(`  ${keys.join("  ").padEnd(KEYS_WIDTH)}  ${words.title}`);
  }
  if (keymap.hotkeys) lines.push("", "A letter jumps to the next row on the screen that has it marked.");
  lines.push(
    "Ctrl-Z  back to the shell for a while (fg returns)",
    "",
    ...MARKS_HELP.split("\n").map(display),
  );
  return textScreen(`All keys (${keymap.name})`, lines);
}
