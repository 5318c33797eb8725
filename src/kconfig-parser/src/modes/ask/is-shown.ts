import type { Config } from "../../eval/config.js";
import type { MenuNode } from "../../model/menu.js";

/** Whether an entry is shown. Up to Linux 6.1, one that is shown only for what is below it has a value from then on. */
export function isShown(config: Config, node: MenuNode): boolean {
  const { shownHasValue } = config.tree.dialect.modes;
  return config.isNodeVisible(node, shownHasValue ? (symbol) => config.user.mark(symbol) : undefined);
}
