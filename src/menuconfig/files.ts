import type { Config } from "kconfig-parser";

/** What came of reading a configuration. */
export type LoadOutcome =
  | { readonly ok: true; readonly found: boolean; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** What came of saving one. "changed": not as it was when it was read; "exists": never read, and not empty of meaning. */
export type SaveOutcome =
  | { readonly result: "saved"; readonly path: string }
  | { readonly result: "conflict"; readonly conflict: "changed" | "exists" }
  | { readonly result: "failed"; readonly why: string };

/** The only way from the menus to the disk. */
export interface ConfigFiles {
  /** Reads the file the session starts from; that there is none is no error. */
  open(config: Config, path: string): LoadOutcome;
  /** Reads another file over the configuration; it must be there. */
  load(config: Config, path: string): LoadOutcome;
  /** Writes the file; with `force` whatever is there now. */
  save(config: Config, path: string, force: boolean): SaveOutcome;
}
