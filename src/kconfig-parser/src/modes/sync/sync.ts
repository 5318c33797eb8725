import { dirname } from "node:path";
import { Failure } from "../../io.js";
import type { Session } from "../session.js";
import { autoConfText, headerText, listedSymbols, rustcText, tristateConfText } from "./auto-texts.js";
import { dependenciesText } from "./dependencies.js";
import { changedSymbols, touchMark } from "./marks.js";
import { readOldValues } from "./old-values.js";

/**
 * Brings auto.conf, autoconf.h and their companions up to date, after marking what changed since the last auto.conf.
 * Without `overwrite` nothing is done where auto.conf stands already. C: conf_write_autoconf().
 * @throws Failure in C's words when a file cannot be written
 */
export function writeAutoConf(session: Session, overwrite: boolean): void {
  const { config, dialect } = session;
  const { sync } = dialect.modes;
  const name = (variable: string, usual: string): string => session.variable(variable) ?? usual;
  const autoConf = name("KCONFIG_AUTOCONFIG", "include/config/auto.conf");
  if (!overwrite && session.host.readFile(autoConf) !== null) return;
  const write = (file: string, text: string): void => {
    if (sync.makesFolders) session.makeFolderOf(file);
    session.write(file, text, sync.failure, {});
  };
  write(
    sync.dependencyFile(session.configName, autoConf),
    dependenciesText(config.tree, autoConf, sync.form),
  );
  mark(session, autoConf);
  const symbols = listedSymbols(config);
  write(name("KCONFIG_AUTOHEADER", "include/generated/autoconf.h"), headerText(config, symbols, sync));
  if (sync.companion === "rustc_cfg")
    write(name("KCONFIG_RUSTCCFG", "include/generated/rustc_cfg"), rustcText(config, symbols));
  else write(name("KCONFIG_TRISTATE", "include/config/tristate.conf"), tristateConfText(config, symbols));
  // Last: whoever finds it new finds the others new as well.
  write(autoConf, autoConfText(config, symbols, sync));
}

/** C: conf_touch_deps(). */
function mark(session: Session, autoConf: string): void {
  const { config, dialect, host, io } = session;
  const { sync } = dialect.modes;
  session.didMore = true;
  const folder = dirname(session.path(autoConf));
  const last = host.readFile(autoConf);
  const old = readOldValues(config.tree, last ?? "", autoConf, sync.quotesStrings);
  for (const warning of old.warnings) io.err(`${warning}\n`);
  if (last !== null && sync.computesAgain) {
    config.invalidate();
    config.modulesValue();
    for (const symbol of config.tree.symbolsInHashOrder()) config.isWritten(symbol);
  }
  try {
    for (const symbol of [...old.unknown, ...changedSymbols(config, old)])
      touchMark(folder, symbol, sync.marks);
  } catch (error) {
    throw new Failure(sync.failure, { cause: error });
  }
}
