import type { Role } from "../frame.js";

/** The looks of a role: palette indexes 0 to 15 (-1: the terminal's own), and marks that need no colour. */
export interface Look {
  readonly fg: number;
  readonly bg: number;
  readonly bold?: boolean;
  readonly reverse?: boolean;
  readonly underline?: boolean;
}

export type Theme = Readonly<Record<Role, Look>>;

const BLACK = 0;
const RED = 1;
const GREEN = 2;
const YELLOW = 3;
const BLUE = 4;
const CYAN = 6;
const WHITE = 7;
const BRIGHT = 8;

const classic: Theme = {
  screen: { fg: CYAN + BRIGHT, bg: BLUE },
  shadow: { fg: BLACK, bg: BLACK },
  dialog: { fg: BLACK, bg: WHITE },
  border: { fg: WHITE + BRIGHT, bg: WHITE },
  title: { fg: YELLOW + BRIGHT, bg: WHITE, bold: true },
  item: { fg: BLACK, bg: WHITE },
  "item-key": { fg: RED, bg: WHITE },
  selected: { fg: WHITE + BRIGHT, bg: BLUE, bold: true },
  "selected-key": { fg: YELLOW + BRIGHT, bg: BLUE, bold: true },
  button: { fg: BLACK, bg: WHITE },
  "button-key": { fg: RED, bg: WHITE },
  active: { fg: WHITE + BRIGHT, bg: BLUE, bold: true },
  "active-key": { fg: YELLOW + BRIGHT, bg: BLUE, bold: true },
  field: { fg: BLACK, bg: WHITE },
  arrow: { fg: GREEN, bg: WHITE, bold: true },
  bad: { fg: RED, bg: WHITE, bold: true },
  good: { fg: GREEN, bg: WHITE },
  link: { fg: BLUE, bg: WHITE, underline: true },
  dim: { fg: BRIGHT, bg: WHITE },
};

const bluetitle: Theme = {
  ...classic,
  border: { fg: BRIGHT, bg: WHITE },
  title: { fg: BLUE, bg: WHITE, bold: true },
};

const blackbg: Theme = {
  screen: { fg: CYAN, bg: BLACK },
  shadow: { fg: BLACK, bg: BLACK },
  dialog: { fg: WHITE, bg: BLACK },
  border: { fg: RED, bg: BLACK },
  title: { fg: YELLOW + BRIGHT, bg: BLACK, bold: true },
  item: { fg: WHITE, bg: BLACK },
  "item-key": { fg: YELLOW, bg: BLACK },
  selected: { fg: WHITE + BRIGHT, bg: YELLOW, bold: true },
  "selected-key": { fg: BLACK, bg: YELLOW, bold: true },
  button: { fg: WHITE, bg: BLACK },
  "button-key": { fg: YELLOW, bg: BLACK },
  active: { fg: WHITE + BRIGHT, bg: RED, bold: true },
  "active-key": { fg: YELLOW + BRIGHT, bg: RED, bold: true },
  field: { fg: WHITE, bg: BLACK },
  arrow: { fg: RED, bg: BLACK, bold: true },
  bad: { fg: RED + BRIGHT, bg: BLACK, bold: true },
  good: { fg: GREEN + BRIGHT, bg: BLACK },
  link: { fg: CYAN + BRIGHT, bg: BLACK, underline: true },
  dim: { fg: CYAN, bg: BLACK },
};

const plain: Look = { fg: -1, bg: -1 };
const mono: Theme = {
  screen: plain,
  shadow: plain,
  dialog: plain,
  border: plain,
  title: { ...plain, bold: true },
  item: plain,
  "item-key": { ...plain, bold: true },
  selected: { ...plain, reverse: true },
  "selected-key": { ...plain, reverse: true, bold: true },
  button: plain,
  "button-key": { ...plain, bold: true },
  active: { ...plain, reverse: true },
  "active-key": { ...plain, reverse: true, bold: true },
  field: { ...plain, underline: true },
  arrow: { ...plain, bold: true },
  bad: { ...plain, bold: true, underline: true },
  good: plain,
  link: { ...plain, underline: true },
  dim: plain,
};

/** The theme that MENUCONFIG_COLOR names; mono under NO_COLOR or on a terminal without colours. */
export function chooseTheme(env: Readonly<Record<string, string | undefined>>, colours: number): Theme {
  const name = env.MENUCONFIG_COLOR ?? "";
  if (colours < 8 || name === "mono") return mono;
  // https://no-color.org: set and not empty. A theme that is asked for by name is the more exact wish.
  if (name === "classic") return classic;
  if (name === "blackbg") return blackbg;
  return (env.NO_COLOR ?? "") !== "" ? mono : bluetitle;
}

/** The SGR sequence of a look, from a clean state, for a terminal of so many colours. */
export function sgr(look: Look, colours: number): string {
  const codes: (number | string)[] = [0];
  let bold = look.bold === true;
  if (look.fg >= 0) {
    const bright = look.fg >= BRIGHT;
    // Eight colours: bold stands for bright.
    if (bright && colours < 16) bold = true;
    codes.push(bright && colours >= 16 ? 90 + look.fg - BRIGHT : 30 + (look.fg % BRIGHT));
  }
  if (look.bg >= 0) codes.push(40 + (look.bg % BRIGHT));
  if (bold) codes.push(1);
  if (look.reverse === true) codes.push(7);
  if (look.underline === true) codes.push(4);
  return `\x1b[${codes.join(";")}m`;
}
