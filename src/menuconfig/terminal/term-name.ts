/**
 * Which terminal description to use. blessed knows few names and falls back to 8 colours for others (tmux, screen,
 * foot, alacritty, xterm-kitty), though they all understand what xterm-256color does.
 */
export function terminalName(env: Readonly<Record<string, string | undefined>>): string {
  const term = env.TERM ?? "";
  if (/-(256color|direct)$/.test(term)) return "xterm-256color";
  if (/^(xterm|tmux|screen|foot|alacritty|kitty|wezterm|ghostty|rio|contour|konsole|vte|gnome)\b/.test(term))
    return "xterm-256color";
  if ((env.COLORTERM ?? "") !== "" && term !== "linux") return "xterm-256color";
  return term === "" ? "vt100" : term;
}

/** A terminal that cannot move its cursor cannot show the menus. */
export function canDraw(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.TERM !== "dumb" && env.TERM !== "unknown";
}

/** Does the locale say UTF-8? Where it does not, frames are drawn with ASCII. */
export function speaksUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return /utf-?8/i.test(locale);
}

/** Is the terminal at the other end of a network, where the bytes of one key may come apart? */
export function isRemote(env: Readonly<Record<string, string | undefined>>): boolean {
  return (env.SSH_CONNECTION ?? env.SSH_TTY ?? env.MOSH_IP ?? "") !== "";
}

/** Does the terminal tell what the mouse does? Not where the user does not want it: marking text needs Shift then. */
export function hasMouse(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.MENUCONFIG_MOUSE !== "0" && terminalName(env) === "xterm-256color";
}
