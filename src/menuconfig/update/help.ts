import { type MenuNode, symbolInfo } from "kconfig-parser";
import { type Model, textScreen } from "../model.js";
import type { TextScreen } from "../screens.js";
import { cells, decodeBytes, display } from "../text.js";
import { MENU_HELP, NO_HELP } from "../words.js";

/** Help on an option: its text, then what the engine knows of the symbol. Help on anything else: how the menus work. */
export function helpScreen(model: Model, node: MenuNode | undefined): TextScreen {
  const symbol = node?.symbol;
  if (node === undefined || symbol === null || symbol === undefined) {
    return textScreen("How to use the menus", textLines(MENU_HELP));
  }
  const head = symbol.name === null ? "" : `${symbol.name}:\n\n`;
  const help = node.help === null ? `${NO_HELP}\n` : `${head}${node.help}\n`;
  const title = display(node.prompt ?? symbol.name ?? "");
  return { ...textScreen(title, textLines(help + symbolInfo(model.config, symbol))), node };
}

/** Engine text as lines for the screen, without empty lines at the end. */
export function textLines(bytes: string): string[] {
  return decodeBytes(bytes).trimEnd().split("\n").map(cells);
}
