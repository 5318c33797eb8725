/**
 * Everything that a key can mean on a page of the menus. A name for each, so that presets of keys, the list of
 * commands and the help screen all speak of the same things.
 */
export const COMMANDS = {
  // Moving
  up: { group: "Moving", title: "one row up" },
  down: { group: "Moving", title: "one row down" },
  "page-up": { group: "Moving", title: "one window up" },
  "page-down": { group: "Moving", title: "one window down" },
  "half-up": { group: "Moving", title: "half a window up" },
  "half-down": { group: "Moving", title: "half a window down" },
  first: { group: "Moving", title: "the first row" },
  last: { group: "Moving", title: "the last row" },
  "next-button": { group: "Moving", title: "the next button" },
  "previous-button": { group: "Moving", title: "the button before" },
  press: { group: "Moving", title: "press the button" },
  enter: { group: "Moving", title: "open the row: a menu, a choice, a value" },
  back: { group: "Moving", title: "one menu back; from the main menu: leave" },
  quit: { group: "Moving", title: "leave, asking first if something is not saved" },
  // Changing
  yes: { group: "Changing", title: "built in (or, where that cannot be, a module)" },
  module: { group: "Changing", title: "a module, loaded when needed" },
  no: { group: "Changing", title: "left out" },
  toggle: { group: "Changing", title: "the next value; on a menu: open it" },
  undo: { group: "Changing", title: "undo the last change" },
  redo: { group: "Changing", title: "make the undone change again" },
  reset: { group: "Changing", title: "put back this option or all of a menu: default or saved value" },
  fix: { group: "Changing", title: "what would have to change so that this can be set" },
  // Looking
  help: { group: "Looking", title: "help on the row under the cursor" },
  why: { group: "Looking", title: "why it has its value, or cannot be set" },
  diff: { group: "Looking", title: "what differs from the saved file, the defconfig, the last load" },
  problems: { group: "Looking", title: "what was wrong when the configuration was read" },
  "show-all": { group: "Looking", title: "show, or hide again, what cannot be set now" },
  "show-names": { group: "Looking", title: "show, or hide again, the names of symbols" },
  "show-pane": { group: "Looking", title: "show, or hide again, help below the menu" },
  "modified-only": { group: "Looking", title: "show only what differs from the saved file" },
  // Finding
  search: { group: "Finding", title: "search names, prompts and help" },
  bookmark: { group: "Finding", title: "bookmark this row, or forget its bookmark" },
  bookmarks: { group: "Finding", title: "the bookmarks" },
  recent: { group: "Finding", title: "places where you were" },
  // Files and trees
  save: { group: "Files", title: "save the configuration" },
  load: { group: "Files", title: "load another configuration" },
  "save-source": { group: "Files", title: "write the changes where the next build starts from" },
  "next-tree": { group: "Files", title: "the next tree: Buildroot, the kernel, BusyBox" },
  "previous-tree": { group: "Files", title: "the tree before" },
  cost: { group: "Files", title: "what the changes will cost: packages built again" },
  // Menus themselves
  keys: { group: "Help", title: "all keys" },
  commands: { group: "Help", title: "all commands, to choose from" },
} as const satisfies Readonly<Record<string, CommandWords>>;

interface CommandWords {
  readonly group: string;
  /** Fits behind the keys on a line of 80 cells. */
  readonly title: string;
}

export type Command = keyof typeof COMMANDS;

/** Every command, in the order in which lists show them. */
export const allCommands = Object.keys(COMMANDS) as readonly Command[];

export function commandWords(command: Command): CommandWords {
  return COMMANDS[command];
}
