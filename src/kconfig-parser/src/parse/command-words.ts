import type { MenuNode } from "../model/menu.js";

/** Words that begin a statement anywhere. */
const common: ReadonlySet<string> = new Set(["config", "menuconfig", "if", "comment", "source"]);
const blocks: ReadonlySet<string> = new Set(["menu", "choice"]);
const ends: ReadonlySet<string> = new Set(["endmenu", "endif", "endchoice"]);

/** Options that C knows by name where none is expected. */
const optionNames: ReadonlySet<string> = new Set([
  "depends",
  "prompt",
  "bool",
  "tristate",
  "int",
  "hex",
  "string",
  "def_bool",
  "def_tristate",
  "select",
  "imply",
  "optional",
  "range",
  "default",
  "visible",
]);

const otherKeywords: ReadonlySet<string> = new Set(["mainmenu", "option", "help", "---help---"]);

/** Whether C knows the word as an option where none is expected. */
export function isOptionName(word: string): boolean {
  return optionNames.has(word);
}

/** Whether it means nothing at the start of a line. */
export function isWord(word: string): boolean {
  return !(
    common.has(word) ||
    blocks.has(word) ||
    ends.has(word) ||
    optionNames.has(word) ||
    otherKeywords.has(word)
  );
}

/** Whether a statement may begin with the word in a block of that kind; null is outside of all. */
export function isStatementIn(block: "menu" | "if" | "choice" | null, word: string): boolean {
  return common.has(word) || ends.has(word) || (block !== "choice" && blocks.has(word));
}

/** Whether the lines of an entry end where a line begins with the word, which is none of its options. */
export function endsEntry({ kind }: MenuNode, word: string): boolean {
  if (common.has(word) || ends.has(word)) return true;
  if (blocks.has(word)) return kind !== "choice";
  return (kind === "symbol" || kind === "comment") && optionNames.has(word);
}
