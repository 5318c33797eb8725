import type { Config } from "kconfig-parser";
import type { MergeReport } from "./merge.js";

/** What came of reading a configuration. */
export type LoadOutcome =
  | { readonly ok: true; readonly found: boolean; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** What came of saving one. "changed": not as it was when it was read; "exists": never read, and not empty of meaning. */
export type SaveOutcome =
  | ({ readonly result: "saved"; readonly path: string } & SavedBesides)
  | {
      readonly result: "conflict";
      readonly conflict: "changed" | "exists";
      /** What saving would change in the file, in the manner of the kernel's diffconfig. */
      readonly diff: readonly string[];
    }
  | { readonly result: "failed"; readonly why: string };

/** What saving a file of a tree brought with it. */
export interface SavedBesides {
  /** What else was done with it, in sentences. */
  readonly also?: string;
  readonly offer?: KeepOffer;
}

/** What was saved is not where the next build starts from: it can be written there, too. */
export interface KeepOffer {
  readonly file: string;
  /** The settings that it does not have yet, by name. */
  readonly settings: readonly string[];
}

export type MergeOutcome =
  | { readonly ok: true; readonly merge: MergeReport }
  | { readonly ok: false; readonly why: string };

/** The only way from the menus to the disk. */
export interface ConfigFiles {
  /** Reads the file the session starts from; that there is none is no error. */
  open(config: Config, path: string): LoadOutcome;
  /** Reads another file over the configuration; it must be there. */
  load(config: Config, path: string): LoadOutcome;
  /** The text of a file (latin1), to be looked at; null when it cannot be read. */
  read(path: string): string | null;
  /** Writes the file; with `force` whatever is there now. */
  save(config: Config, path: string, force: boolean): SaveOutcome;
  /** Takes the offer that came with saving the file; says what was written, or why not. */
  keep(path: string): string;
  /**
   * Reads what somebody else made of the file, with what was changed here on top. Writes nothing; the next save takes
   * the file as it was now for known.
   */
  merge(config: Config, path: string): MergeOutcome;
}
