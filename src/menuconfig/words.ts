import { MINIMUM_SIZE, type Size } from "./model.js";

/** The sentences of the menus, in one place. */

/** Fits in four lines of 71 cells: what a screen of 80 columns has for it. */
export const MENU_HINT =
  "Arrow keys move; <Enter> presses the button below. ---> is a submenu, ---- an empty one. Marked letters jump. " +
  "<Y> builds in, <N> leaves out, <M> makes a module, <Space> takes the next. " +
  "<Esc><Esc> back, <?> help, </> search. Legend: [*] built in, [ ] left out, <M> module.";

/** Fits in three lines of 61 cells. */
export const CHOICE_HINT =
  "One of these is in force, marked (X). <Space> or <Select> takes the row under the cursor, <?> shows its help, " +
  "<Esc><Esc> goes back without a change.";

export const SAVE_HINT = "Save the configuration in this file. An empty name goes back to the menus.";
export const LOAD_HINT =
  "Read the configuration of this file; what was set so far is replaced. An empty name goes back to the menus.";

export const LEAVE_QUESTION =
  "Do you wish to save your new configuration?\n<Esc><Esc> goes back to the menus.";

export const WAIT_HINT =
  "<Back> goes back to the menus and lets this go on; <Stop> ends it. The tree appears here when it is ready.";

export const ONLY_MODULE =
  "This feature depends on another which is a module,\nso it can be a module at most: it was set to M.";

export const savedText = (path: string): string => `The configuration was written to ${path}.`;

/** `settings`: names that the fragment does not have yet. */
export function keepQuestion(title: string, settings: readonly string[], fragment: string): string {
  const count = settings.length === 1 ? "1 setting" : `${settings.length} settings`;
  const names = `${settings.slice(0, 4).join(", ")}${settings.length > 4 ? " …" : ""}`;
  return `${title} is saved. Write ${count} to its fragment, too?\n${names}\n${fragment}\n\nWhat is in no fragment ipa-image build does not see,\nand make only until it extracts the sources anew.`;
}

export const LOOKING_FOR_WAYS = "Looking for ways … <Stop> shows those that are found so far.";

export const NO_HELP = "There is no help available for this option.";

export function valueHint(type: string, range: { min: string; max: string } | null): string {
  const within = range === null ? "" : ` It must lie between ${range.min} and ${range.max}.`;
  if (type === "int") return `Enter a whole number, in decimal.${within}`;
  if (type === "hex") return `Enter a number in hexadecimal, with or without 0x.${within}`;
  return "Enter a text.";
}

export function tooSmall(size: Size): string {
  const { columns, rows } = MINIMUM_SIZE;
  return `terminal: ${size.columns}x${size.rows} is too small for the menus: make it at least ${columns}x${rows}.`;
}

export const MARKS_HELP = `What the marks say
  [*] [ ]       built in or left out
  <*> <M> < >   built in, module, left out
  {*} {M}       built in or module: another option needs it
  -*- -M-       set by other options, not here
  (value)       a text or a number
  (NEW)         not in the file that was read: its default is in force
  --->  ----    a menu, an empty menu`;

export const MENU_HELP = `Moving
  Up, Down, -, +      one row
  Page Up, Page Down  one window of rows
  Home, End           the first row, the last row
  a letter            the next row on the screen that has it marked
  Left, Right, Tab    the next button: Select, Exit, Help, Save, Load
  Enter               presses the button

Changing
  y   built in (or, where that cannot be, a module)
  m   a module, loaded when needed
  n   left out
  Space   the next of these; on a menu: opens it
  Enter on Select   opens a menu or a list of choices, edits a value in ( )

${MARKS_HELP}

Elsewhere
  ?, h     help on the row under the cursor
  /        search the names of all options; digits open what was found
  z        show, or hide again, what cannot be set now
  Esc Esc, e, x   one menu back; from the main menu: leave
  Ctrl-C   leave, asking first if something is not saved
  Ctrl-Z   back to the shell for a while (fg returns)
  F1       all keys, and : a list of all commands to choose from
`;

export const BEGINS_BELOW = "< Exit > goes to the main menu.";
