import { existsSync } from "node:fs";
import { type SetAllMode, setAllNew } from "../eval/set-all.js";
import { Failure } from "../io.js";
import { Asker } from "./ask/asker.js";
import { Terminal } from "./ask/terminal.js";
import { newOptionsText } from "./list-new.js";
import { loadNamed, loadPresent, loadSeed } from "./load.js";
import type { ModeName } from "./names.js";
import { GlibcRand } from "./random/glibc-rand.js";
import { readProbability } from "./random/probability.js";
import { randomize } from "./random/randomize.js";
import { seedLine } from "./random/seed.js";
import { rewrites, rewriteTristates } from "./rewrite.js";
import { saveConfig, saveDefconfig } from "./save.js";
import type { Session } from "./session.js";
import { writeAutoConf } from "./sync/sync.js";

/** A mode with what it was given. */
export interface Mode {
  readonly name: ModeName;
  /** Of defconfig and savedefconfig; null when none was named. */
  readonly file: string | null;
}

/**
 * Does what one run of conf does: read, change, write.
 * @throws Failure with the text for the user, in C's words where C has some.
 */
export function runMode(session: Session, mode: Mode): void {
  if (mode.name === "syncconfig") checkPresent(session);
  load(session, mode);
  if (session.warned && session.dialect.files.heedsWarningVariables && session.variable("KCONFIG_WERROR"))
    throw new Failure("");
  if (mode.name === "syncconfig") checkUpToDate(session);
  change(session, mode);
  write(session, mode);
}

/** Up to 4.17 syncconfig does not start from nothing. */
function checkPresent(session: Session): void {
  const { dialect, configName } = session;
  if (!dialect.modes.syncNeedsConfig || existsSync(session.path(configName))) return;
  throw new Failure(
    `***\n*** Configuration file "${configName}" not found!\n***\n*** Please run some configurator (e.g. "make oldconfig" or\n*** "make menuconfig" or "make xconfig").\n***\n`,
  );
}

function checkUpToDate(session: Session): void {
  if (session.config.modified && session.variable("KCONFIG_NOSILENTUPDATE"))
    throw new Failure("\n*** The configuration requires explicit update.\n\n");
}

const setAllModes: Partial<Record<ModeName, SetAllMode>> = {
  allnoconfig: "no",
  allyesconfig: "yes",
  allmodconfig: "mod",
  alldefconfig: "default",
  defconfig: "default",
};

function load(session: Session, { name, file }: Mode): void {
  if (name === "defconfig") loadNamed(session, file ?? usualDefconfig(session));
  else if (setAllModes[name] !== undefined || name === "randconfig") loadSeed(session, name);
  else loadPresent(session);
}

function usualDefconfig({ dialect }: Session): string {
  const usual = dialect.modes.usualDefconfig;
  if (usual === null) throw new Failure("kconf: option '--defconfig' requires an argument\n");
  return usual;
}

function change(session: Session, { name }: Mode): void {
  const { config, io } = session;
  const setAll = setAllModes[name];
  const rewrite = rewrites[name];
  if (setAll !== undefined) setAllNew(config, setAll);
  else if (rewrite !== undefined) rewriteTristates(config, rewrite.from, rewrite.to);
  else if (name === "randconfig") randomizeAll(session);
  else if (name === "listnewconfig" || name === "helpnewconfig")
    io.out(newOptionsText(config, name === "helpnewconfig"));
  else if (name === "oldaskconfig" || name === "oldconfig" || name === "syncconfig")
    new Asker(config, new Terminal(io), name === "oldaskconfig").run();
}

/** The seed of randconfig, which C tells before it reads the tree. */
export function announceSeed({ io, dialect }: Session, seed: number): void {
  io[dialect.modes.seedTo](seedLine(seed));
}

function randomizeAll(session: Session): void {
  const { seed } = session;
  const probability = readProbability(session.variable("KCONFIG_PROBABILITY"));
  randomize(session.config, new GlibcRand(seed), probability);
}

function write(session: Session, { name, file }: Mode): void {
  if (name === "savedefconfig") {
    saveDefconfig(session, file ?? "defconfig");
    return;
  }
  if (name === "listnewconfig" || name === "helpnewconfig") return;
  const isSync = name === "syncconfig";
  const { makesAutoConf, syncKeepsUnchanged, syncIsSilent } = session.dialect.modes;
  if (!isSync || !syncKeepsUnchanged || session.config.modified) saveConfig(session, isSync && syncIsSilent);
  if (isSync || makesAutoConf) writeAutoConf(session, isSync);
}
