import type { Keymap } from "./keymap.js";
import { mconfKeys } from "./presets/mconf.js";

/** How the menus are shown and used, whatever tree is on the screen. */
export interface Look {
  readonly keymap: Keymap;
  /** The names of symbols behind their prompts. */
  readonly names: boolean;
  /** The help of the row under the cursor below the menu. */
  readonly pane: boolean;
  /** Only rows whose values are not those of the saved file, and the menus around them. */
  readonly modifiedOnly: boolean;
  /** What the last key did, in one line at the bottom; "" for nothing to say. The next key takes it away. */
  readonly notice: string;
}

export const PLAIN_LOOK: Look = {
  keymap: mconfKeys,
  names: false,
  pane: false,
  modifiedOnly: false,
  notice: "",
};
