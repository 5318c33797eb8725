import type { DialectName } from "kconfig-parser";

/** What the generator may write for a dialect: the constructs that its C program knows. */
export interface Language {
  readonly dialect: DialectName;
  /** Before a symbol in a .config. */
  readonly prefix: string;
  /** `$(…)`, assignments and functions (since Linux 4.18). */
  readonly macros: boolean;
  /** `option modules`, `option env=…` and the like (until 5.13). */
  readonly optionLines: boolean;
  /** `$NAME` in texts, the value of a symbol. */
  readonly dollarSymbols: boolean;
  /** `choice NAME`, `optional`, tristate choices (until 6.9 … 6.11). */
  readonly richChoices: boolean;
  readonly dashedHelp: boolean;
  /** `source` within a choice. */
  readonly sourceInChoice: boolean;
  /** `transitional` and `depends on A if B` (since 6.18). */
  readonly transitions: boolean;
  /** The modes of conf that are compared. */
  readonly modes: readonly string[];
}

const modes = [
  "olddefconfig",
  "alldefconfig",
  "allyesconfig",
  "allnoconfig",
  "allmodconfig",
  "savedefconfig",
  "listnewconfig",
  "randconfig",
  "oldconfig",
  "oldaskconfig",
  "syncconfig",
];

const linuxModes = [...modes, "helpnewconfig", "yes2modconfig", "mod2yesconfig", "mod2noconfig"];

const buildroot: Language = {
  dialect: "buildroot",
  prefix: "",
  macros: false,
  optionLines: true,
  dollarSymbols: true,
  richChoices: true,
  dashedHelp: true,
  sourceInChoice: true,
  transitions: false,
  modes,
};

const linux61: Language = {
  dialect: "linux-6.1",
  prefix: "CONFIG_",
  macros: true,
  optionLines: false,
  dollarSymbols: false,
  richChoices: true,
  dashedHelp: false,
  sourceInChoice: false,
  transitions: false,
  modes: linuxModes,
};

/** The dialects with a C program to compare with. */
export const languages: readonly Language[] = [
  buildroot,
  linux61,
  { ...linux61, dialect: "linux-6.12", richChoices: false },
  { ...linux61, dialect: "linux-next", richChoices: false, transitions: true },
];
