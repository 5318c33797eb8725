/** Every mode of conf with its line in the help text, in the order of C's. */
export const modeTexts = {
  listnewconfig: "lists the options that the configuration does not set",
  helpnewconfig: "the same with their help texts",
  oldaskconfig: "asks for every option, line by line (the default)",
  oldconfig: "asks for what the present configuration does not set",
  syncconfig: "oldconfig, then auto.conf, autoconf.h and the marks under include/config",
  olddefconfig: "the present configuration, new options at their defaults",
  defconfig: "the settings in FILE, the rest at their defaults",
  savedefconfig: "writes to FILE what differs from the defaults",
  allnoconfig: "every option n",
  allyesconfig: "every option y",
  allmodconfig: "every option m where that is possible",
  alldefconfig: "every option at its default",
  randconfig: "every option at random",
  yes2modconfig: "changes y to m where that is possible",
  mod2yesconfig: "changes m to y where that is possible",
  mod2noconfig: "changes m to n where that is possible",
} as const;

export type ModeName = keyof typeof modeTexts;

export const modeNames = Object.keys(modeTexts) as readonly ModeName[];

/** Other spellings: an old name that Buildroot's conf still takes, and what syncconfig was called before 4.17. */
export const modeAliases: Readonly<Record<string, ModeName>> = {
  oldnoconfig: "olddefconfig",
  silentoldconfig: "syncconfig",
};

/** What a mode does with `=FILE`. Buildroot's --defconfig goes without one. */
export function takesFile(mode: ModeName): boolean {
  return mode === "defconfig" || mode === "savedefconfig";
}
