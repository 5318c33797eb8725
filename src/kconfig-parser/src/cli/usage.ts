import { dialectNames } from "../dialect.js";
import { modeNames, modeTexts, takesFile } from "../modes/names.js";

const modeLines = modeNames
  .map((name) => `  ${`--${name}${takesFile(name) ? "=FILE" : ""}`.padEnd(24)} ${modeTexts[name]}`)
  .join("\n");

/** What --help prints. */
export const usage = `Usage: kconf [-s] [--dialect NAME] [--no-shell] [--MODE[=FILE]] KCONFIG_FILE
       kconf merge | diff | why | solve | dump --help

Reads and writes configurations as the C program conf does, byte for byte; it can stand in its place.

Modes (without one: --oldaskconfig):
${modeLines}

--oldnoconfig is --olddefconfig, --silentoldconfig is --syncconfig. A name may be cut where it stays unique.
A mode that the dialect's own conf lacks is refused: Buildroot's has no helpnewconfig and no ...2...config.

Options:
  -s, --silent             no message when a file was written
  --dialect NAME           whose language: ${dialectNames.join(", ")}
                           (default: what the tree looks like)
  --no-shell               run no $(shell ...): answer from what is remembered, or fail
  -h, --help               this text

Environment:
  KCONFIG_CONFIG           the configuration file (default: .config); in Buildroot BR2_CONFIG
  KCONFIG_ALLCONFIG        settings that the all... modes and randconfig start from: a file, or 1 for the mode's own
                           (allno.config, allyes.config, allmod.config, alldef.config, allrandom.config) or all.config
  KCONFIG_SEED             randconfig: the number to start from; the same number gives the same configuration
  KCONFIG_PROBABILITY      randconfig: percent of y (N), of y and m (N:M), or of y for bools, then y and m (N:M:L)
  KCONFIG_OVERWRITECONFIG  write into the file itself instead of replacing it
  KCONFIG_NOSILENTUPDATE   syncconfig: fail where the configuration is not up to date
  KCONFIG_AUTOCONFIG, KCONFIG_AUTOHEADER, KCONFIG_RUSTCCFG, KCONFIG_TRISTATE
                           names of syncconfig's files (include/config/auto.conf, include/generated/autoconf.h,
                           include/generated/rustc_cfg; KCONFIG_TRISTATE: Buildroot)
  KCONFIG_DEFCONFIG_LIST   Linux: files that stand in for a configuration that is not there, the first found
  KCONFIG_WARN_UNKNOWN_SYMBOLS, KCONFIG_WERROR
                           Linux: warn of settings that the tree does not know; make warnings errors
  KCONFIG_WARN_CHANGED_INPUT
                           Linux since 6.18: tell which settings come out otherwise than they were given
  srctree                  where files are looked for when not in the current folder

Exit status: 0 done; 1 an error in the Kconfig files, a file that is missing or cannot be written, a warning
where KCONFIG_WERROR is set, or wrong arguments; 2 a Kconfig file that cannot be read, such as a folder. Like the conf
of Linux, a tree of Linux goes on after an option that nobody knows, and says so.
`;
