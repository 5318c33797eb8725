import { changedInputText } from "../files/changed-input.js";
import { configText, defconfigText } from "../files/write-config.js";
import type { Session } from "./session.js";

/** Writes the configuration; what was there becomes `.old`. C: conf_write(). */
export function saveConfig(session: Session, silently = false): void {
  const report = (message: string): void => {
    if (!silently) session.report(message);
  };
  const { config, dialect, configName } = session;
  warnOfChangedInput(session);
  const text = configText(config);
  const inPlace = session.variable("KCONFIG_OVERWRITECONFIG") !== undefined;
  if (dialect.files.keepsUnchanged && !inPlace && session.host.readFile(configName) === text) {
    report(`No change to ${configName}`);
  } else {
    const what = "\n*** Error during writing of the configuration.\n\n";
    if (dialect.modes.sync.makesFolders) session.makeFolderOf(configName);
    session.write(configName, text, what, { backup: true, inPlace });
    report(`configuration written to ${configName}`);
  }
  config.modified = false;
}

/** Writes what differs from the defaults. C: conf_write_defconfig(). */
export function saveDefconfig(session: Session, file: string): void {
  warnOfChangedInput(session);
  const what = `n*** Error while saving defconfig to: ${file}\n\n`;
  session.write(file, defconfigText(session.config), what, { inPlace: true });
}

function warnOfChangedInput(session: Session): void {
  if (!session.dialect.files.warnsOfChangedInput || !session.variable("KCONFIG_WARN_CHANGED_INPUT")) return;
  session.io.err(changedInputText(session.config));
}
