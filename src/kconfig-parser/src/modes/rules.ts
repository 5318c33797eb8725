import { type ModeName, modeNames } from "./names.js";

/** What differs between the C tools in their modes and in the files that syncconfig writes. */
export interface ModeRules {
  readonly names: readonly ModeName[];
  /** Whether `--defconfig` without a file means the present configuration. */
  readonly defconfigWithoutFile: boolean;
  /** Whether syncconfig needs a configuration to stand already. */
  readonly syncNeedsConfig: boolean;
  /** Whether every mode that writes a configuration also writes auto.conf where there is none. */
  readonly makesAutoConf: boolean;
  /** `4.17`: marks `foo/bar.h`, tristate.conf, `.config.cmd`; `6`: marks `FOO_BAR`, rustc_cfg, auto.conf.cmd. */
  readonly autoConf: "4.17" | "6";
  /** Where randconfig prints its seed. */
  readonly seedTo: "out" | "err";
  /** KCONFIG_DEFCONFIG_LIST names files that stand in for a configuration that is not there. */
  readonly heedsDefconfigList: boolean;
}

const later: readonly ModeName[] = ["helpnewconfig", "yes2modconfig", "mod2yesconfig", "mod2noconfig"];

export const modes417: ModeRules = {
  names: modeNames.filter((name) => !later.includes(name)),
  defconfigWithoutFile: true,
  syncNeedsConfig: true,
  makesAutoConf: false,
  autoConf: "4.17",
  seedTo: "err",
  heedsDefconfigList: false,
};

export const modes61: ModeRules = {
  names: modeNames,
  defconfigWithoutFile: false,
  syncNeedsConfig: false,
  makesAutoConf: true,
  autoConf: "6",
  seedTo: "out",
  heedsDefconfigList: true,
};
