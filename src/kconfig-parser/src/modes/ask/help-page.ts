import type { Config } from "../../eval/config.js";
import { symbolInfo } from "../../info/symbol-info.js";
import type { MenuNode } from "../../model/menu.js";

/** The help text of an entry and all that is known of its symbol. C: menu_get_ext_help(). */
export function helpPage(config: Config, node: MenuNode): string {
  const { symbol, help } = node;
  const own =
    help === null
      ? "There is no help available for this option.\n"
      : `${symbol?.name ? `${config.tree.dialect.prefix}${symbol.name}:\n\n` : ""}${help}`;
  return `${own}${symbol ? symbolInfo(config, symbol) : ""}\n\n`;
}
