import { type ValueRules, values61, values417, values612, valuesNext } from "./eval/value-rules.js";
import {
  type ConfigFileRules,
  files61,
  files417,
  files612,
  filesBusybox,
  filesNext,
} from "./files/config-file-rules.js";
import { type CycleRules, cycles61, cycles417, cycles612 } from "./model/cycle-rules.js";
import { type ModeRules, modes61, modes417, modes612 } from "./modes/rules.js";
import {
  type SyntaxRules,
  syntax61,
  syntax417,
  syntax612,
  syntaxKconfiglib,
  syntaxNext,
} from "./parse/syntax-rules.js";

/** What differs between the C tools that read Kconfig. Data, never a branch on a name. */
export interface Dialect {
  readonly name: DialectName;
  /** Written before every symbol in a `.config`: `CONFIG_`, or nothing in Buildroot. */
  readonly prefix: string;
  /** The variables that name the configuration file; the first that is set counts. */
  readonly configVariables: readonly string[];
  /** Its name when none is set. */
  readonly defaultConfigName: string;
  readonly syntax: SyntaxRules;
  readonly values: ValueRules;
  readonly cycles: CycleRules;
  readonly files: ConfigFileRules;
  readonly modes: ModeRules;
}

export type DialectName =
  | "buildroot"
  | "busybox"
  | "linux-4.17"
  | "linux-6.1"
  | "linux-6.12"
  | "linux-next"
  | "kconfiglib";

/** Buildroot's copy of Linux 4.17's tools, with Buildroot's patches. */
export const buildroot: Dialect = {
  name: "buildroot",
  prefix: "",
  configVariables: ["BR2_CONFIG", "KCONFIG_CONFIG"],
  defaultConfigName: ".config",
  syntax: syntax417,
  values: values417,
  cycles: cycles417,
  files: files417,
  modes: modes417,
};

export const linux417: Dialect = {
  ...buildroot,
  name: "linux-4.17",
  prefix: "CONFIG_",
  configVariables: ["KCONFIG_CONFIG"],
};

/** BusyBox's copy of Linux 2.6's tools: the language of 4.17 was the same, and the files are written otherwise. */
export const busybox: Dialect = { ...linux417, name: "busybox", files: filesBusybox };

export const linux61: Dialect = {
  name: "linux-6.1",
  prefix: "CONFIG_",
  configVariables: ["KCONFIG_CONFIG"],
  defaultConfigName: ".config",
  syntax: syntax61,
  values: values61,
  cycles: cycles61,
  files: files61,
  modes: modes61,
};

export const linux612: Dialect = {
  ...linux61,
  name: "linux-6.12",
  syntax: syntax612,
  values: values612,
  cycles: cycles612,
  files: files612,
  modes: modes612,
};

/** Mainline in 2026: 7.2. */
export const linuxNext: Dialect = {
  ...linux612,
  name: "linux-next",
  syntax: syntaxNext,
  values: valuesNext,
  files: filesNext,
};

/** What Kconfiglib adds to Linux's language: `rsource`, patterns in paths, `def_int`. Values are those of 6.1. */
export const kconfiglib: Dialect = { ...linux61, name: "kconfiglib", syntax: syntaxKconfiglib };

/** All of them. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  buildroot,
  busybox,
  "linux-4.17": linux417,
  "linux-6.1": linux61,
  "linux-6.12": linux612,
  "linux-next": linuxNext,
  kconfiglib,
};

/** The dialect of that name, undefined when there is none. */
export function dialectByName(name: string): Dialect | undefined {
  return Object.hasOwn(dialects, name) ? dialects[name as DialectName] : undefined;
}

/** All names, for messages. */
export const dialectNames: readonly string[] = Object.keys(dialects);
