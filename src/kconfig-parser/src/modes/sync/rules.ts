import { basename } from "node:path";
import type { AutoTextRules } from "./auto-texts.js";
import type { DependencyForm } from "./dependencies.js";
import type { MarkForm } from "./marks.js";

/** What differs between the C tools in what syncconfig writes. */
export interface SyncRules extends AutoTextRules {
  /** Reading the last auto.conf makes C compute everything again, and warn again. */
  readonly computesAgain: boolean;
  readonly form: DependencyForm;
  readonly marks: MarkForm;
  /** The third file beside auto.conf and autoconf.h. */
  readonly companion: "rustc_cfg" | "tristate.conf";
  /** Folders that are not there are made. */
  readonly makesFolders: boolean;
  /** What C prints when something could not be written. */
  readonly failure: string;
  /** The name of the makefile with the dependencies. */
  dependencyFile(configName: string, autoConf: string): string;
}

export const sync417: SyncRules = {
  computesAgain: false,
  quotesStrings: true,
  airyHeading: true,
  form: "4.17",
  marks: "path",
  companion: "tristate.conf",
  makesFolders: false,
  failure: "\n*** Error during update of the configuration.\n\n",
  // C renames DIR/..config.tmp to DIR/DIR/.config.cmd, which fails unless DIR is empty: the first name stays.
  dependencyFile: (config) => {
    const folder = config.slice(0, config.length - basename(config).length);
    return folder === "" ? ".config.cmd" : `${folder}..config.tmp`;
  },
};

export const sync61: SyncRules = {
  computesAgain: true,
  quotesStrings: false,
  airyHeading: false,
  form: "6.1",
  marks: "flat",
  companion: "rustc_cfg",
  makesFolders: true,
  failure: "\n*** Error during sync of the configuration.\n\n",
  dependencyFile: (_, autoConf) => `${autoConf}.cmd`,
};

export const sync612: SyncRules = { ...sync61, form: "6.12", computesAgain: false };
