/** Whether this terminal can show the menus. */
import { canDraw, isTooSmall, tooSmall } from "../../menuconfig/index.js";

/** Why the menus cannot be shown here, in a sentence, or null. */
export function refuseTerminal(program: string): string | null {
  const { stdin, stdout, env } = process;
  if (!stdin.isTTY || !stdout.isTTY)
    return `${program}: input or output is not a terminal: run it in one, or edit without menus (kconf --help)`;
  if (!canDraw(env)) return `${program}: TERM=${env.TERM}: this terminal cannot move its cursor: use another`;
  const size = { columns: stdout.columns, rows: stdout.rows };
  return isTooSmall(size) ? tooSmall(size) : null;
}
