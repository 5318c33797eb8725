import type { Config, KSymbol, Tri } from "kconfig-parser";

/** From Linux 6.11 on a choice only groups its values: it is always answered, and nobody sets it. */
function isGroup(config: Config): boolean {
  return config.tree.dialect.values.choices === "group";
}

/** The value of a choice as menus show it: 2 where one of its values is in force. */
export function choiceValue(config: Config, choice: KSymbol): Tri {
  return isGroup(config) ? 2 : config.triValue(choice);
}

/** Has the choice itself a value that can be set: on and off, or all of its values modules? */
export function isChoiceChangeable(config: Config, choice: KSymbol): boolean {
  return !isGroup(config) && config.isChangeable(choice);
}
