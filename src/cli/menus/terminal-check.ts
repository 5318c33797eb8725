/** Whether this terminal can show the menus. */
import { isTooSmall, tooSmall } from "../../menuconfig/index.js";
import type { MenuStyle } from "./style.js";

/** Why the menus cannot be shown here, in a sentence, or null. */
export function refuseTerminal(program: string, style: MenuStyle): string | null {
  if (style.plain) return null;
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY)
    return `${program}: input or output is not a terminal: run it in one, add --plain, or edit without menus (kconf --help)`;
  const size = { columns: stdout.columns, rows: stdout.rows };
  return isTooSmall(size) ? tooSmall(size) : null;
}
