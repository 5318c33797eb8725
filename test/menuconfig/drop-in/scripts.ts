/** A script of keys that is played into mconf and into our menus, in the words that `scriptWords` reads. */
export interface DropInScript {
  readonly name: string;
  readonly keys: string;
  /** mconf's MENUCONFIG_MODE. */
  readonly mode?: "single_menu";
  /** Files that are there before. */
  readonly files?: Readonly<Record<string, string>>;
  /** What our menus show before, and mconf prints to the terminal underneath: the problems of the file. */
  readonly problems?: string;
}

/** Stands for a file as mconf's sister `conf` writes it with every default. */
export const WHOLE = "\0whole";

const SHORTHANDS: Readonly<Record<string, string>> = {
  BACK: "Escape Escape",
  /** Out of the main menu, with the changes saved or not. */
  YES: "Escape Escape; ~wish to save; Enter; ~exit code 0",
  NO: "Escape Escape; ~wish to save; Right; Enter; ~exit code 0",
  TARGET: "t; @Target; Enter; ~Architecture",
  HACKING: "NPage; ~Kernel; k; @Kernel; Enter; ~Debugging",
};

/**
 * The words of a script, which "; " parts: keys as tmux calls them ("a", "Down Down", "BSpace*3"), or a text to be
 * waited for: "@text" in the row of the hardware cursor, "~text" anywhere on the screen, "!text" nowhere on it.
 * "'text" is typed as it stands.
 */
export function scriptWords(script: string): string[] {
  return script
    .split("; ")
    .filter((word) => word !== "")
    .flatMap((word) => (SHORTHANDS[word] ?? word).split("; "))
    .map((word) =>
      word.replace(/^(\w+)\*(\d+)$/, (_, key, times) => Array(Number(times)).fill(key).join(" ")),
    );
}

export const DROP_IN_SCRIPTS: readonly DropInScript[] = [
  { name: "y on a tristate", keys: "a; @alpha; y; @<*> alpha; YES" },
  { name: "m on a tristate, and its dependant", keys: "a; @alpha; m; @<M> alpha; ~extra of alpha; YES" },
  { name: "n on what was on", keys: "e; @Networking; n; @[ ] Networking; YES" },
  {
    name: "Space takes the next, three times round",
    keys: "a; Space; @<M> alpha; Space; @<*> alpha; Space; @< > alpha; Space; @<M> alpha; YES",
  },
  { name: "s is yes where no row begins with it", keys: "a; @alpha; s; @<*> alpha; YES" },
  { name: "capital letters", keys: "A; @alpha; Y; @<*> alpha; N; @< > alpha; M; @<M> alpha; YES" },
  {
    name: "y where only a module can be",
    keys: "c; @core; m; @<M> core; d; @delta; y; ~This feature depends on another; Enter; @<M>   delta; YES",
  },
  {
    name: "what another option selects does not change",
    keys: "a; @alpha; y; ~-*- core; c; @core; n; Space; m; @-*- core; YES",
  },
  {
    name: "what a module selects may be more, not less",
    keys: "a; @alpha; m; ~{M} core; c; @core; n; @{M} core; y; @{*} core; YES",
  },
  {
    name: "a module goes when modules do",
    keys: "a; @alpha; m; @<M> alpha; l; @Loadable; n; @[ ] Loadable; YES",
  },
  {
    name: "a choice by Space",
    keys: "TARGET; Enter; ~RISC-V; Down; @MIPS; Space; ~Architecture (MIPS); BACK; ~Programs; YES",
  },
  {
    name: "a choice by Enter, and what depends on it",
    keys: "TARGET; Enter; ~RISC-V; Down; Down; @RISC-V; Enter; ~Vector extension; BACK; ~Programs; YES",
  },
  {
    name: "a choice left without a change",
    keys: "TARGET; Enter; ~( ) MIPS; Down; @MIPS; BACK; ~Architecture (ARM); BACK; ~Programs; YES",
  },
  {
    name: "a choice by its hotkey",
    keys: "TARGET; Enter; ~( ) MIPS; r; @RISC-V; Space; ~(RISC-V); BACK; ~Programs; YES",
  },
  {
    name: "a choice as modules, two of them",
    keys: "d; @Drivers; Down; @driver A; m; @<M>; Down; @driver B; m; @<M>; YES",
  },
  {
    name: "a choice as modules and back",
    keys: "d; @<M> Drivers; Down; @driver A; m; @<M>; Up; @Drivers; y; @<*> Drivers (driver A); YES",
  },
  {
    name: "a string, longer",
    keys: "i; @Image title; Enter; ~plain image; ' of mine; Enter; @(plain image of mine); YES",
  },
  {
    name: "a string with marks that are escaped",
    keys: 'i; Enter; ~plain image; BSpace*11; \'a "b" \\c $d #e; Enter; @(a "b" \\c $d #e); YES',
  },
  { name: "a string, emptied", keys: "i; Enter; ~plain image; BSpace*11; Enter; @()  Image title; YES" },
  {
    name: "a string, left with ESC ESC",
    keys: "i; Enter; ~plain image; ' no; ~plain image no; BACK; @(plain image) Image; YES",
  },
  {
    name: "a string edited in its middle",
    keys: "i; Enter; ~plain image; Left Left Left Left Left Left; 'er; Enter; @(plainer image); YES",
  },
  {
    name: "a whole number",
    keys: "TARGET; j; @(4) Jobs; Enter; ~Jobs; BSpace; '64; Enter; @(64) Jobs; BACK; ~Programs; YES",
  },
  {
    name: "a number beyond its range is asked for again",
    keys: "TARGET; j; @(4) Jobs; Enter; ~Jobs; BSpace; '65; Enter; !Arrow keys; Enter; ~Ok; BSpace*2; '63; Enter; @(63) Jobs; BACK; ~Programs; YES",
  },
  {
    name: "what is no number is refused",
    keys: "TARGET; j; @(4) Jobs; Enter; ~Jobs; 'x; Enter; !Arrow keys; Enter; ~Ok; BSpace*2; '40; Enter; @(40) Jobs; BACK; ~Programs; YES",
  },
  {
    name: "a number below nothing",
    keys: "TARGET; o; @Offset; Enter; ~Offset; BSpace*2; '-5; Enter; @(-5); BACK; ~Programs; YES",
  },
  {
    name: "a hexadecimal number without 0x",
    keys: "TARGET; l; @Load address; Enter; ~Load; BSpace*6; 'abcd; Enter; @(0xabcd) Load; BACK; ~Programs; YES",
  },
  {
    name: "a hexadecimal number with 0X and capitals",
    keys: "TARGET; f; @Free address; Enter; ~Free; BSpace*4; '0xABCDEF; Enter; @(0xABCDEF); BACK; ~Programs; YES",
  },
  {
    name: "a hexadecimal number beyond its range",
    keys: "TARGET; l; @Load address; Enter; ~Load; BSpace*6; '0x10000; Enter; !Arrow keys; Enter; ~Ok; BACK; @(0x8000) Load; BACK; ~Programs; YES",
  },
  {
    name: "search, jump by digit, change",
    keys: "/; !Arrow keys; 'dhcp; Enter; ~(1); 1; @DHCP client; y; @[*]; BACK; ~(1); BACK; ~Programs; YES",
  },
  {
    name: "search for an expression, the second place",
    keys: "/; !Arrow keys; '^NET_; Enter; NPage; ~(2); 2; @IPv6; y; @<*>; BACK; ~(2); BACK; ~Programs; YES",
  },
  {
    name: "search, one place after another",
    keys: "/; !Arrow keys; 'check_l; Enter; ~(1); NPage; ~(2); 2; @Locks; y; @[*]; BACK; ~(2); PPage; ~(1); 1; @Level; BACK; ~(1); BACK; ~Programs; YES",
  },
  {
    name: "search for nothing there is",
    keys: "/; !Arrow keys; 'nosuchthing; Enter; !Ok; BACK; ~Programs; YES",
  },
  { name: "search left with ESC ESC", keys: "/; !Arrow keys; 'alpha; BACK; ~Programs; YES" },
  {
    name: "Z shows what is hidden, which cannot be set",
    keys: "z; ~- -   extra; e; @extra; n; m; z; !extra; d; @Drivers; YES",
  },
  {
    name: "hotkeys go round",
    keys: "a; @alpha; y; ~extra; e; @extra; e; @Networking; e; @extra; n; @[ ]   extra; YES",
  },
  {
    name: "x leaves where it is no hotkey",
    keys: "a; @alpha; y; @<*>; x; ~wish to save; Enter; ~exit code 0",
  },
  { name: "minus and plus move", keys: "+; +; @Target; -; @Image; -; @Loadable; n; @[ ] Loadable; YES" },
  {
    name: "Page Down, Page Up",
    keys: "NPage; w; @Wide; Enter; ~row 0; PPage; NPage; y; NPage; y; NPage; NPage; NPage; y; @row 39; PPage; y; BACK; ~Wide list; YES",
  },
  { name: "the buttons: Exit", keys: "a; y; @<*>; Right; Enter; ~wish to save; Enter; ~exit code 0" },
  {
    name: "the buttons: Help, and back to the row",
    keys: "c; @core; Right; Right; Enter; ~What others stand on; Enter; ~Programs; @core; y; @<*> core; YES",
  },
  {
    name: "Tab goes round the buttons",
    keys: "a; y; @<*>; Tab; Tab; Tab; Tab; Tab; Tab; Enter; ~wish to save; Enter; ~exit code 0",
  },
  {
    name: "saved under another name, then left",
    keys: "a; y; @<*>; Left; Left; Enter; ~.config; '.mine; Enter; ~written to .config.mine; Enter; ~Programs; BACK; ~exit code 0",
  },
  {
    name: "saved under another name, changed, saved",
    keys: "a; y; @<*>; Left; Left; Enter; ~.config; '.mine; Enter; ~written to .config.mine; Enter; ~Programs; d; @delta; y; @<*>; YES",
  },
  {
    name: "loaded from another file",
    files: { other: 'TITLE="theirs"\nJOBS=7\nALPHA=y\n' },
    keys: "Left; Enter; ~.config; BSpace*7; 'other; Enter; ~(theirs); YES",
  },
  {
    name: "a file that is not there",
    keys: "Left; Enter; ~.config; BSpace*7; 'nowhere; Enter; !Ok; Enter; ~Ok; BACK; ~Programs; a; y; @<*>; YES",
  },
  { name: "nothing changed, but there is no file yet", keys: "YES" },
  { name: "left without saving", keys: "a; y; @<*>; NO" },
  {
    name: "left without saving, a file as before",
    files: { ".config": "ALPHA=m\nCORE=m\n" },
    keys: "a; @<M> alpha; y; @<*>; NO",
  },
  {
    name: "ESC ESC in the question goes on",
    keys: "a; y; @<*>; BACK; ~wish to save; BACK; ~Programs; c; @core; d; @delta; y; @<*>   delta; YES",
  },
  {
    name: "a menuconfig, into it and back",
    keys: "e; @Networking; Enter; ~DHCP; Down; @DHCP; y; @[*]; BACK; @Networking; YES",
  },
  {
    name: "what is off keeps no values of what depends on it",
    files: { ".config": 'NET=y\nNET_DHCP=y\nNET_NAME="mine"\n' },
    keys: "e; @Networking; n; @[ ] Networking; YES",
  },
  {
    name: "off and on again keeps them",
    files: { ".config": 'NET=y\nNET_DHCP=y\nNET_NAME="mine"\n' },
    keys: "e; @Networking; n; @[ ] Networking; y; @[*] Networking; YES",
  },
  {
    name: "a default that moves until it is set",
    keys: "HACKING; c; @Checks; Enter; ~Locks; y; ~(3); BACK; @Checks; BACK; @Kernel; YES",
  },
  {
    name: "two menus down, and each menu's row kept",
    keys: "HACKING; y; @[*] Debugging; c; @Checks; Enter; @Locks; Down; @Level; Enter; ~Ok; BSpace; '9; Enter; @(9); BACK; @Checks; Down; @Tracing; n; @[ ]; BACK; @Kernel; Enter; @Debugging; BACK; @Kernel; YES",
  },
  { name: "a menu that another option hides", keys: "e; @Networking; n; !Kernel hacking; YES" },
  { name: "an empty menu", keys: "NPage; ~Void; v; @Void; Enter; !Kernel; BACK; @Void; YES" },
  {
    name: "a file with what is not valid",
    files: { ".config": "JOBS=99\nBASE=0x1\nALPHA=x\nTITLE=bare\nNOSUCH=y\n# CORE is not set\n" },
    problems: "~invalid; BACK",
    keys: "a; @alpha; y; @<*>; YES",
  },
  {
    name: "nothing changed in a file that is whole: no question",
    files: { ".config": WHOLE },
    keys: "BACK; ~exit code 0",
  },
  {
    name: "changed and changed back",
    files: { ".config": WHOLE },
    keys: "a; @alpha; y; @<*>; n; @< > alpha; YES",
  },
  {
    name: "single menu: opened in its place, set, closed",
    mode: "single_menu",
    keys: "t; @++> Target; Enter; @--> Target; ~Jobs; j; @Jobs; Enter; !Arrow keys; BSpace*2; '9; Enter; @(9); t; @--> Target; Enter; @++> Target; YES",
  },
  {
    name: "single menu: a choice in a menu in its place",
    mode: "single_menu",
    keys: "t; @++> Target; Enter; Down; @Architecture; Enter; ~( ) MIPS; Down; @MIPS; Space; @(MIPS); YES",
  },
  {
    name: "single menu: as a page with Space, and a menuconfig as ever",
    mode: "single_menu",
    keys: "t; @++> Target; Space; ~Jobs; !Programs; BACK; @++> Target; e; @Networking; Enter; ~DHCP; Down; y; @[*]; BACK; @Networking; YES",
  },
  { name: "keys typed ahead, all at once", keys: "a y c d m e n; @Networking; YES" },
];
