import { Failure } from "../cli/io.js";
import { type SetAllMode, setAllNew } from "../eval/set-all.js";
import { loadNamed, loadPresent, loadSeed } from "./load.js";
import type { ModeName } from "./names.js";
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
  switch (name) {
    case "allnoconfig":
    case "allyesconfig":
    case "allmodconfig":
    case "alldefconfig":
      setAllNew(session.config, setAllModes[name] ?? "default");
      return;
    case "defconfig":
      setAllNew(session.config, "default");
      return;
    case "olddefconfig":
    case "savedefconfig":
      return;
    default:
      throw new Failure(`kconf: --${name}: not written yet\n`);
  }
}

function write(session: Session, { name, file }: Mode): void {
  if (name === "savedefconfig") saveDefconfig(session, file ?? "defconfig");
  else saveConfig(session);
}
