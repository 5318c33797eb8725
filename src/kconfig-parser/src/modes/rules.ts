import { type ModeName, modeNames } from "./names.js";
import { type SyncRules, sync61, sync417, sync612 } from "./sync/rules.js";

/** What differs between the C tools in their modes and in the files that syncconfig writes. */
export interface ModeRules {
  readonly names: readonly ModeName[];
  /** What `--defconfig` without a file reads; null: it needs one. */
  readonly usualDefconfig: string | null;
  /** Whether syncconfig needs a configuration to stand already. */
  readonly syncNeedsConfig: boolean;
  /** Whether syncconfig leaves a configuration alone that is up to date; otherwise it is compared and written. */
  readonly syncKeepsUnchanged: boolean;
  /** Whether syncconfig says nothing of the configuration that it writes: it runs in the middle of a build. */
  readonly syncIsSilent: boolean;
  /** Whether every mode that writes a configuration also writes auto.conf where there is none. */
  readonly makesAutoConf: boolean;
  readonly sync: SyncRules;
  /** How a help page tells of a symbol: all prompts and one place, or every place with its prompt. */
  readonly infoForm: "by prompt" | "by place";
  /** A help page computes whether all menus above can be seen; otherwise only up to the first that can. */
  readonly infoComputesAll: boolean;
  /** randconfig goes over everything once more when something new took a value; or, where there are choices, when the last one did. */
  readonly randomAgain: "something" | "last choice";
  /** Where randconfig prints its seed. */
  readonly seedTo: "out" | "err";
  /** An option that is not known is told, and passed over; otherwise that is all that happens. */
  readonly passesOverMistakes: boolean;
  /** KCONFIG_DEFCONFIG_LIST names files that stand in for a configuration that is not there. */
  readonly heedsDefconfigList: boolean;
  /** Whether an entry that is shown only for what is below it has a value from then on: n, or what was read for it. */
  readonly shownHasValue: boolean;
  /** A text that is refused after the input ended is an error; otherwise the question is put again for ever. */
  readonly givesUpAtEnd: boolean;
}

const later: readonly ModeName[] = ["helpnewconfig", "yes2modconfig", "mod2yesconfig", "mod2noconfig"];

export const modes417: ModeRules = {
  names: modeNames.filter((name) => !later.includes(name)),
  usualDefconfig: ".defconfig",
  syncNeedsConfig: true,
  syncKeepsUnchanged: true,
  syncIsSilent: false,
  makesAutoConf: false,
  sync: sync417,
  infoForm: "by prompt",
  infoComputesAll: true,
  randomAgain: "last choice",
  seedTo: "err",
  passesOverMistakes: false,
  heedsDefconfigList: false,
  shownHasValue: true,
  givesUpAtEnd: false,
};

export const modes61: ModeRules = {
  names: modeNames,
  usualDefconfig: null,
  syncNeedsConfig: false,
  syncKeepsUnchanged: false,
  syncIsSilent: true,
  makesAutoConf: true,
  sync: sync61,
  infoForm: "by place",
  infoComputesAll: true,
  randomAgain: "something",
  seedTo: "out",
  passesOverMistakes: true,
  heedsDefconfigList: true,
  shownHasValue: true,
  givesUpAtEnd: false,
};

export const modes612: ModeRules = {
  ...modes61,
  sync: sync612,
  infoComputesAll: false,
  shownHasValue: false,
  givesUpAtEnd: true,
};
