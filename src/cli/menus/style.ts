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
 * Reads --keys and --plain, and the environment: MENUCONFIG_KEYS where --keys is not given, mconf's MENUCONFIG_MODE. A
 * terminal that cannot move its cursor gets lines without being asked.
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
  const expanded: Look["expanded"] = env.MENUCONFIG_MODE === "single_menu" ? new Set() : null;
  const plain = options.plain ?? (isTerminal && !canDraw(env));
  return { look: { ...PLAIN_LOOK, keymap, expanded }, plain };
}
