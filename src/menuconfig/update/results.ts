import { type Config, type KSymbol, symbolInfo } from "kconfig-parser";
import { nodePath, nodeTitle, symbolName } from "../labels.js";
import { textScreen } from "../model.js";
import type { Jump, TextScreen } from "../screens.js";
import { searchIndex } from "../search/index-text.js";
import { rank } from "../search/rank.js";
import { cells } from "../text.js";
import { textLines } from "./help.js";

/** Pages of this many symbols nobody reads to their end; writing them takes time. */
const MOST_SYMBOLS = 1000;
/** What is found besides names, as far as it is listed: whoever wants more narrows it down. */
const MOST_OTHERS = 50;

/**
 * The page of a search: what the engine knows of each symbol whose name matches, as mconf has it, then what else has
 * the words; and a digit beside each place one can go to.
 */
export function resultsScreen(config: Config, pattern: string, symbols: readonly KSymbol[]): TextScreen {
  const lines: string[] = [];
  const jumps: Jump[] = [];
  for (const symbol of symbols.slice(0, MOST_SYMBOLS)) {
    const places = symbol.nodes.filter((node) => node.prompt !== null);
    const from = lines.length;
    lines.push(...textLines(symbolInfo(config, symbol)), "", "");
    for (const [i, { line, isPath }] of placeLines(lines, from).entries()) {
      const node = places[i];
      if (node === undefined) break;
      const digit = String((jumps.length % 9) + 1);
      const text = lines[line] ?? "";
      lines[line] = isPath ? `(${digit})${text.slice(3)}` : `${text}  (${digit})`;
      jumps.push({ line, digit, node });
    }
  }
  const title = `Search results: ${cells(pattern)}`;
  const left = symbols.length - MOST_SYMBOLS;
  if (left > 0) lines.push(`${left} more names match: search for something longer.`, "");
  const found = new Set(symbols);
  const others = rank(searchIndex(config.tree).makeUsable(), pattern).filter(
    ({ node }) => node.prompt !== null && (node.symbol === null || !found.has(node.symbol)),
  );
  if (symbols.length === 0) lines.push("No option has such a name.", "");
  if (others.length > 0) lines.push("Found in prompts and help:");
  for (const { node } of others.slice(0, MOST_OTHERS)) {
    const digit = String((jumps.length % 9) + 1);
    const name = node.symbol?.name ? ` <${symbolName(node.symbol)}>` : "";
    jumps.push({ line: lines.length, digit, node });
    lines.push(`(${digit}) ${nodeTitle(node)}${name}  ${nodePath(node)}`);
  }
  if (others.length > MOST_OTHERS) lines.push(`and ${others.length - MOST_OTHERS} more`);
  return textScreen(title, lines, jumps);
}

/**
 * Where in a symbol's text each of its prompts says where it is: the last line of the path of menus below it
 * ("    -> A", "        -> B"), or the line of the prompt, for one of the main menu.
 */
function placeLines(lines: readonly string[], from: number): { line: number; isPath: boolean }[] {
  const places: { line: number; isPath: boolean }[] = [];
  for (let i = from; i < lines.length; i++) {
    const text = lines[i] ?? "";
    const last = places.at(-1);
    if (/^ *Prompt: /.test(text)) places.push({ line: i, isPath: false });
    else if (last !== undefined && /^ {3,}-> /.test(text)) places.splice(-1, 1, { line: i, isPath: true });
  }
  return places;
}
