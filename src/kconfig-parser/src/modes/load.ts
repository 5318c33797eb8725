import type { Config } from "../eval/config.js";
import { Failure } from "../io.js";
import { NO } from "../model/tri.js";
import { readSource } from "../parse/source-files.js";
import type { ModeName } from "./names.js";
import type { Session } from "./session.js";

/** The present configuration, or the defaults that stand in for one; C looks for each in $srctree, too. C: conf_read(NULL). */
export function loadPresent(session: Session): void {
  const { host, configName } = session;
  const text = readSource(host, configName);
  if (text !== null) {
    session.read(text, configName);
    return;
  }
  for (const file of standIns(session)) {
    const defaults = readSource(host, file);
    if (defaults === null) continue;
    session.report(`using defaults found in ${file}`);
    session.read(defaults, file);
    session.config.modified = true;
    return;
  }
}

function* standIns(session: Session): Generator<string> {
  const { config, dialect } = session;
  if (dialect.modes.heedsDefconfigList)
    yield* (session.variable("KCONFIG_DEFCONFIG_LIST") ?? "").split(/[ \t\n]+/).filter((name) => name !== "");
  for (const { value, visible } of config.tree.table.defconfigList?.defaults ?? []) {
    const { name } = value.op === "symbol" ? value.symbol : { name: null };
    const counts = config.unread(() => config.evaluate(visible) !== NO);
    if (counts && name !== null) yield config.unread(() => expanded(config, name));
  }
}

/** `$NAME` in a file's name is a symbol's value. C: conf_expand_value(). */
function expanded(config: Config, name: string): string {
  return name.replace(/\$([A-Za-z0-9_]*)/g, (_, named: string) => {
    const symbol = config.tree.symbol(named);
    return symbol === undefined ? "" : config.stringValue(symbol);
  });
}

/** The file that defconfig names. */
export function loadNamed(session: Session, file: string): void {
  const text = readSource(session.host, file);
  if (text === null) throw new Failure(`***\n*** Can't find default configuration "${file}"!\n***\n`);
  session.read(text, file);
}

const seedFiles: Partial<Record<ModeName, string>> = {
  allnoconfig: "allno.config",
  allyesconfig: "allyes.config",
  allmodconfig: "allmod.config",
  alldefconfig: "alldef.config",
  randconfig: "allrandom.config",
};

/** KCONFIG_ALLCONFIG: settings to start from, in a file, or with "" or 1 in the mode's own or all.config. */
export function loadSeed(session: Session, mode: ModeName): void {
  const { host } = session;
  const name = host.env("KCONFIG_ALLCONFIG");
  if (name === undefined) return;
  const own = seedFiles[mode] ?? "all.config";
  const candidates = name === "" || name === "1" ? [own, "all.config"] : [name];
  for (const file of candidates) {
    const text = readSource(host, file);
    if (text === null) continue;
    session.take(text, file);
    return;
  }
  throw new Failure(
    candidates.length === 1
      ? `*** Can't read seed configuration "${name}"!\n`
      : `*** KCONFIG_ALLCONFIG set, but no "${own}" or "all.config" file found\n`,
  );
}
