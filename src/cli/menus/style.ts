/** How the user wants the menus: which keys, on a screen or in lines. */
import { EXIT, UserError } from "../../buildroot/errors.js";
import { canDraw } from "../../menuconfig/index.js";
import { type Look, PLAIN_LOOK } from "../../menuconfig/look.js";
import { presetNamed, presetNames } from "../../menuconfig/presets/index.js";

export interface MenuStyle {
  readonly look: Look;
  /** As numbered lines. */
  readonly plain: boolean;
}

/**
 * Reads --keys and --plain, and the environment: MENUCONFIG_KEYS where --keys is not given, mconf's MENUCONFIG_MODE, and
 * with nconf's keys its NCONFIG_MODE. A terminal that cannot move its cursor gets lines without being asked.
 * @throws UserError for keys that there are not
 */
export function menuStyle(
  options: { readonly keys?: string; readonly plain?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
  isTerminal: boolean = process.stdin.isTTY && process.stdout.isTTY,
): MenuStyle {
  const name = options.keys ?? (env.MENUCONFIG_KEYS || "mconf");
  const keymap = presetNamed(name);
  if (keymap === null) {
    const where = options.keys === undefined ? `MENUCONFIG_KEYS=${name}` : `--keys ${name}`;
    throw new UserError(
      `${where}: there are no such keys: take one of ${presetNames.join(", ")}`,
      EXIT.usage,
    );
  }
  // Whoever took nconf's keys for good may have its variable set as well.
  const modes = keymap.name === "nconf" ? [env.NCONFIG_MODE, env.MENUCONFIG_MODE] : [env.MENUCONFIG_MODE];
  const expanded: Look["expanded"] = modes.includes("single_menu") ? new Set() : null;
  const plain = options.plain ?? (isTerminal && !canDraw(env));
  return { look: { ...PLAIN_LOOK, keymap, expanded }, plain };
}
