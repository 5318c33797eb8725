import { Failure } from "../cli/io.js";
import { type SetAllMode, setAllNew } from "../eval/set-all.js";
import { Asker } from "./ask/asker.js";
import { Terminal } from "./ask/terminal.js";
import { newOptionsText } from "./list-new.js";
import { loadNamed, loadPresent, loadSeed } from "./load.js";
import type { ModeName } from "./names.js";
import { GlibcRand } from "./random/glibc-rand.js";
import { readProbability } from "./random/probability.js";
import { randomize } from "./random/randomize.js";
import { freshSeed, readSeed, seedLine } from "./random/seed.js";
import { saveConfig, saveDefconfig } from "./save.js";
import type { Session } from "./session.js";

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
  load(session, mode);
  change(session, mode);
  write(session, mode);
}

function load(session: Session, { name, file }: Mode): void {
  if (name === "defconfig") loadNamed(session, file ?? session.configName);
  else if (name in setAllModes || name === "randconfig") loadSeed(session, name);
  else loadPresent(session);
}

const setAllModes: Partial<Record<ModeName, SetAllMode>> = {
  allnoconfig: "no",
  allyesconfig: "yes",
  allmodconfig: "mod",
  alldefconfig: "default",
};

function change(session: Session, { name }: Mode): void {
  const { config, io } = session;
  switch (name) {
    case "allnoconfig":
    case "allyesconfig":
    case "allmodconfig":
    case "alldefconfig":
      setAllNew(config, setAllModes[name] ?? "default");
      return;
    case "defconfig":
      setAllNew(config, "default");
      return;
    case "randconfig":
      randomizeAll(session);
      return;
    case "oldaskconfig":
    case "oldconfig":
    case "syncconfig":
      new Asker(config, new Terminal(io), name === "oldaskconfig").run();
      return;
    case "listnewconfig":
    case "helpnewconfig":
      io.out(newOptionsText(config, name === "helpnewconfig"));
      return;
    case "olddefconfig":
    case "savedefconfig":
      return;
    default:
      throw new Failure(`kconf: --${name}: not written yet\n`);
  }
}

function randomizeAll(session: Session): void {
  const seed = readSeed(session.variable("KCONFIG_SEED")) ?? freshSeed();
  session.io[session.dialect.modes.seedTo](seedLine(seed));
  const probability = readProbability(session.variable("KCONFIG_PROBABILITY"));
  randomize(session.config, new GlibcRand(seed), probability);
}

function write(session: Session, { name, file }: Mode): void {
  if (name === "savedefconfig") saveDefconfig(session, file ?? "defconfig");
  else if (name !== "listnewconfig" && name !== "helpnewconfig") saveConfig(session);
}
