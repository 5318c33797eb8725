import type { MenuNode } from "kconfig-parser";
import type { Keymap } from "./keymap.js";
import { mconfKeys } from "./presets/mconf.js";

/** How the menus are shown and used, whatever tree is on the screen. */
export interface Look {
  readonly keymap: Keymap;
  /** The names of symbols behind their prompts. */
  readonly names: boolean;
  /** The help of the row under the cursor beside or below the menu; null: where there is room for it beside. */
  readonly pane: boolean | null;
  /** Only rows whose values are not those of the saved file, and the menus around them. */
  readonly modifiedOnly: boolean;
  /**
   * mconf's MENUCONFIG_MODE=single_menu: menus open in their place among the rows, and these are open; null: each is a
   * page of its own.
   */
  readonly expanded: ReadonlySet<MenuNode> | null;
  /** What the last key did, in one line at the bottom; "" for nothing to say. The next key takes it away. */
  readonly notice: string;
}

export const PLAIN_LOOK: Look = {
  keymap: mconfKeys,
  names: false,
  pane: null,
  modifiedOnly: false,
  expanded: null,
  notice: "",
};
